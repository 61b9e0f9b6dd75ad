import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Miss } from './cases.ts';
import { runCases } from './runCases.ts';
import { runTexts } from './runTexts.ts';

const USAGE = 'usage: npm run conformance:dqdl -- (--cases <file> | --texts <file>) [--json]';

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

const report = (misses: readonly Miss[]): void => {
  for (const { name, rule, what, expected, actual } of misses)
    print(`${name}\n  ${rule}\n  ${what}\n  - ${JSON.stringify(expected)}\n  + ${JSON.stringify(actual)}`);
};

/** Compares the quality engine with recorded answers; exit code 2 for a wrong call. */
const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { cases: { type: 'string' }, texts: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  if ((values.cases === undefined) === (values.texts === undefined)) throw new TypeError(USAGE);
  const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
  if (values.texts !== undefined) {
    const { misses, ...result } = runTexts(read(values.texts) as Parameters<typeof runTexts>[0]);
    if (values.json) print(JSON.stringify(result));
    else {
      report(misses);
      print(`${result.right} of ${result.texts} texts rightly valid or not`);
    }
    return;
  }
  const { misses, reasons, ...result } = await runCases(read(values.cases ?? '') as Parameters<typeof runCases>[0]);
  if (values.json) print(JSON.stringify(result));
  else {
    report(misses);
    print(
      `${result.cases} cases: ${result.outcomes} of ${result.rules} outcomes, ${(result.metrics * 100).toFixed(2)} % of metrics`,
    );
    print(`${reasons.equal} of ${reasons.given} failure reasons word for word`);
  }
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof TypeError || (error as NodeJS.ErrnoException).code === 'ENOENT' ? 2 : 1;
});
