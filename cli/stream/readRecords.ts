import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { PipelineSpec } from '../../functions/shared/contracts/pipeline.ts';
import type { OnlineDefinition } from '../../functions/shared/online/definition.ts';
import { liveView, scaleOf } from '../../functions/shared/online/definition.ts';
import { roundHalfUp } from '../../functions/shared/online/round.ts';
import { CommandError } from '../usage.ts';

/** A record to be sent: its bytes, whose it is, and what is known of it. */
export interface Outgoing {
  data: string;
  partitionKey: string;
  id?: number;
  label?: number;
}

const lines = (path: string) => {
  const file = createReadStream(path);
  return createInterface({
    input: path.endsWith('.gz') ? file.pipe(createGunzip()) : file,
    crlfDelay: Number.POSITIVE_INFINITY,
  });
};

/** The file's column of a field: the source's own, or the one that the table's SQL calls so. */
const headerOf = (spec: PipelineSpec, tableSql: string, table: string, field: string): string => {
  const columns = spec.sources[spec.tables[table]?.from ?? '']?.columns ?? {};
  const name = field in columns ? field : (new RegExp(`(\\w+) AS ${field}\\b`).exec(tableSql)?.[1] ?? field);
  const column = columns[name];
  return typeof column === 'object' ? (column.header ?? name) : name;
};

/** Rows of a CSV file of the pipeline's source as records, or the lines of a `.jsonl` file as they are. `.gz` is unpacked. */
export async function* readRecords(
  path: string,
  spec: PipelineSpec,
  definition: OnlineDefinition,
  tableSql: string,
): AsyncGenerator<Outgoing> {
  const { entity } = liveView(definition);
  if (/\.jsonl(\.gz)?$/.test(path)) {
    const keys = [entity, definition.id].map((name) => new RegExp(`"${name}"\\s*:\\s*(\\d+)`));
    for await (const data of lines(path)) {
      const [owner, id] = keys.map((key) => key.exec(data)?.[1]);
      yield { data, partitionKey: owner ?? 'unknown', ...(id !== undefined && { id: Number(id) }) };
    }
    return;
  }
  const fieldNames = definition.fields.map(({ name }) => name);
  let at: number[] | undefined;
  let labelAt = -1;
  for await (const line of lines(path)) {
    const cells = line.split(',');
    if (!at) {
      const headers = new Map(cells.map((cell, index) => [cell.replaceAll('"', ''), index]));
      at = fieldNames.map((field) => {
        const header = headerOf(spec, tableSql, definition.online.table, field);
        const index = headers.get(header);
        if (index === undefined)
          throw new CommandError(
            `${path} has no column ${header}, from which the record's ${field} comes; it has ${[...headers.keys()].join(', ')}`,
          );
        return index;
      });
      labelAt = headers.get(headerOf(spec, tableSql, definition.online.table, spec.features.label)) ?? -1;
      continue;
    }
    const columns = at;
    const record = Object.fromEntries(
      definition.fields.map(({ name, type }, index) => {
        const text = cells[columns[index] ?? -1] ?? '';
        // Files hold amounts such as 224.54999999999998, which the batch reads as the DECIMAL that they mean.
        if (type.startsWith('DECIMAL')) return [name, roundHalfUp(Number(text), scaleOf(type))];
        return [name, /^(TIMESTAMP_NTZ|DATE|STRING)$/.test(type) ? text : Number(text)];
      }),
    );
    yield {
      data: JSON.stringify(record),
      partitionKey: String(record[entity]),
      id: Number(record[definition.id]),
      ...(labelAt >= 0 && { label: Number(cells[labelAt]) }),
    };
  }
}
