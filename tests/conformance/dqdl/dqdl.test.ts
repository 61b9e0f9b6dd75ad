import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case, Text } from '../../../local-aws/engines/quality/conformance/cases.ts';
import { runCases } from '../../../local-aws/engines/quality/conformance/runCases.ts';
import { runTexts } from '../../../local-aws/engines/quality/conformance/runTexts.ts';

const directory = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'conformance', 'dqdl');
const there = existsSync(join(directory, 'dev.json'));
const read = <T>(file: string): T[] => JSON.parse(readFileSync(join(directory, file), 'utf8')) as T[];

/** Recorded answers lie beside the project; where they do not, the tests say so by their names. */
const recorded = there ? test : test.skip;
const absent = there ? '' : ' (SKIPPED: ../shared/conformance/dqdl is not there)';

recorded(
  `every outcome and 99 % of the metrics are the open library's${absent}`,
  async () => {
    const result = await runCases(read<Case>('dev.json'));

    expect(result.misses.filter(({ what }) => what === 'outcome')).toEqual([]);
    expect(result.outcomes).toBe(result.rules);
    expect(result.metrics).toBeGreaterThanOrEqual(0.99);
    // What is left are last digits of sums whose order Spark does not fix.
    expect(result.reasons.equal / result.reasons.given).toBeGreaterThan(0.95);
  },
  60_000,
);

recorded(`every text is rightly a ruleset or not, and every rule has the library's normal form${absent}`, () => {
  const result = runTexts(read<Text>('texts-dev.json'));

  expect(result.misses).toEqual([]);
  expect(result.right).toBe(result.texts);
});
