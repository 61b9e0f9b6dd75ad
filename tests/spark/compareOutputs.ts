import { readFileSync } from 'node:fs';
import { text } from '../../local-aws/engines/sql/duckdb/quote.ts';
import { Session } from '../../local-aws/engines/sql/duckdb/session.ts';
import type { Manifest } from '../../local-aws/engines/sql/step/manifest.ts';

/** What differs between the outputs of one step on two engines: types, rows (as often as they occur), bytes of delimited files, totals. Empty when nothing does. */
export const compareOutputs = async (
  left: { manifest: Manifest; path(uri: string): string },
  right: { manifest: Manifest; path(uri: string): string },
): Promise<string[]> => {
  const differences: string[] = [];
  const session = await Session.open({ threads: 2 });
  try {
    for (const [at, output] of left.manifest.outputs.entries()) {
      const other = right.manifest.outputs[at];
      const where = `${left.manifest.step}, output ${output.name}`;
      if (!other || output.rows !== other.rows) {
        differences.push(`${where}: ${output.rows} rows and ${other?.rows}`);
        continue;
      }
      if (JSON.stringify(output.totals) !== JSON.stringify(other.totals))
        differences.push(`${where}: totals ${JSON.stringify(output.totals)} and ${JSON.stringify(other.totals)}`);
      const files = [
        output.files.map(({ uri }) => left.path(uri)),
        other.files.map(({ uri }) => right.path(uri)),
      ] as const;
      if (output.format !== 'parquet') {
        const [a, b] = files.map((paths) => Buffer.concat(paths.map((path) => readFileSync(path))));
        if (!a?.equals(b as Buffer))
          differences.push(`${where}: the bytes differ: ${firstDifference(String(a), String(b))}`);
        continue;
      }
      const [a, b] = files.map((paths) => `read_parquet([${paths.map(text).join(', ')}], hive_partitioning = false)`);
      const [typesLeft, typesRight] = [
        await session.rows(`DESCRIBE SELECT * FROM ${a}`),
        await session.rows(`DESCRIBE SELECT * FROM ${b}`),
      ];
      const types = (rows: unknown[][]) => rows.map((row) => `${row[0]} ${row[1]}`).join(', ');
      if (types(typesLeft) !== types(typesRight))
        differences.push(`${where}: types ${types(typesLeft)} and ${types(typesRight)}`);
      else
        for (const [from, minus] of [
          [a, b],
          [b, a],
        ])
          for (const row of await session.rows(
            `SELECT * FROM (SELECT * FROM ${from} EXCEPT ALL SELECT * FROM ${minus}) LIMIT 2`,
          ))
            differences.push(
              `${where}: only ${from === a ? 'the first' : 'the second'} engine has ${JSON.stringify(row)}`,
            );
    }
  } finally {
    session.close();
  }
  return differences;
};

const firstDifference = (left: string, right: string): string => {
  const [a, b] = [left.split('\n'), right.split('\n')];
  const at = a.findIndex((line, index) => line !== b[index]);
  return `line ${at + 1}: ${a[at]} and ${b[at]}`;
};
