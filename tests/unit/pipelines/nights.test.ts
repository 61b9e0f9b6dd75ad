import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { PipelineRunner, type StepResult } from '../../../bench/model/pipelineRunner.ts';
import { writeSampleData } from '../../../cli/sample-data/writeSampleData.ts';
import { readPipeline } from '../../../functions/shared/pipelines/readPipeline.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const berka = join(root, '..', 'shared', 'datasets', 'berka');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'night-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const rowsOf = (result: StepResult | undefined, name: string): number =>
  result?.outputs.find((output) => output.name === name)?.rows ?? Number.NaN;

const read = async (runner: PipelineRunner, result: StepResult, name: string) => {
  const uri = result.outputs.find((output) => output.name === name)?.files[0]?.uri ?? '';
  return parquetReadObjects({ file: await asyncBufferFromFile(runner.path(uri)) });
};

describe('credit-risk on the sample bank', () => {
  test('accounts for every row, keeps time in order and leaves no default out of sight', async () => {
    const date = '2026-11-22';
    const written = await writeSampleData({ directory: folder, businessDate: date, customers: 150 });
    const pipeline = await readPipeline(join(root, 'pipelines', 'credit-risk'));
    const runner = new PipelineRunner(pipeline, date, folder);
    const files = Object.fromEntries(
      Object.entries(written).map(([source, control]) => [
        source,
        control.files.map(({ name }) => join(folder, source, `business_date=${date}`, name)),
      ]),
    );

    const { extracts, clean, features } = await runner.run(files);

    for (const [source, control] of Object.entries(written)) {
      const extract = extracts[source];
      const landed = Number(control.totals.rows);
      expect(rowsOf(extract, source) + rowsOf(extract, `${source}_unreadable`)).toBe(landed);
      expect(rowsOf(clean, source) + rowsOf(clean, `${source}_quarantined`)).toBe(rowsOf(extract, source));
    }
    const reasons = (await read(runner, clean, 'transactions_quarantined')).map((row) => String(row.quarantine_reason));
    expect(reasons.length).toBeGreaterThan(50);
    expect(reasons.every((reason) => /^(duplicate|orphan|missing|impossible|unknown)/.test(reason))).toBe(true);

    const table = await read(runner, features, 'features');
    const timeOf = (fold: string) =>
      table.filter((row) => row.fold === fold).map((row) => Number(row.application_date));
    expect(Math.max(...timeOf('train'))).toBeLessThan(Math.min(...timeOf('validation')));
    expect(Math.max(...timeOf('validation'))).toBeLessThan(Math.min(...timeOf('holdout')));
    const newest = new Date(Math.max(...table.map((row) => Number(row.application_date)))).toISOString();
    expect(newest.slice(0, 10) <= '2025-11-22').toBe(true);

    const uri = features.outputs.find((output) => output.name === 'scoring')?.files[0]?.uri ?? '';
    const ids = (await readFile(runner.path(uri), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => Number(line.split(',')[0]));
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
  }, 120_000);
});

const known = existsSync(berka) ? test : test.skip;
if (!existsSync(berka)) process.stderr.write(`skipped: Berka's loans through the machine; ${berka} is not there\n`);

describe("Berka's loans", () => {
  known(
    'go through the machine: 354 loans, 30 of them bad',
    async () => {
      const pipeline = await readPipeline(join(root, 'tests', 'fixtures', 'berka'));
      const runner = new PipelineRunner(pipeline, '1998-12-31', folder);

      const { clean, features } = await runner.run({
        accounts: [join(berka, 'account.csv')],
        clients: [join(berka, 'client.csv')],
        dispositions: [join(berka, 'disp.csv')],
        loans: [join(berka, 'loan.csv')],
        transactions: [join(berka, 'trans_feup_test354.csv')],
      });

      const table = await read(runner, features, 'features');
      expect(table).toHaveLength(354);
      expect(table.filter((row) => row.bad === 1)).toHaveLength(30);
      expect(rowsOf(clean, 'loans_quarantined')).toBe(682 - 354);
    },
    120_000,
  );
});
