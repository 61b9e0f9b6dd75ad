import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { SampleDataInvalid, type SampleSource, writeSampleData } from '../../../cli/sample-data/writeSampleData.ts';

jest.setTimeout(60_000);

describe('the sample bank', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sample-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  const write = (businessDate: string, seed = 1) => writeSampleData({ directory, businessDate, customers: 30, seed });
  const lines = async (source: SampleSource, businessDate: string): Promise<string[]> => {
    const file = source === 'transactions' ? 'transactions.csv.gz' : `${source}.csv`;
    const bytes = await readFile(join(directory, source, `business_date=${businessDate}`, file));
    return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString().trimEnd().split('\n');
  };

  test('is the same for the same seed and another for another', async () => {
    const first = await write('2026-11-20');
    const again = await write('2026-11-20');
    const other = await write('2026-11-20', 2);

    expect(again).toEqual(first);
    expect(other.transactions.files[0]?.sha256).not.toBe(first.transactions.files[0]?.sha256);
  });

  test('tells the truth in its control files', async () => {
    const written = await write('2026-11-20');
    const landed = await lines('transactions', '2026-11-20');
    const bytes = await readFile(join(directory, 'transactions', 'business_date=2026-11-20', 'transactions.csv.gz'));
    const control = JSON.parse(
      await readFile(join(directory, 'transactions', 'business_date=2026-11-20', '_control.json'), 'utf8'),
    ) as unknown;
    const cents = landed
      .slice(1)
      .map((line) => line.split(',')[5] ?? '')
      .filter((amount) => /^-?\d+\.\d\d$/.test(amount))
      .reduce((sum, amount) => sum + Math.round(Number(amount) * 100), 0);

    expect(control).toEqual(written.transactions);
    expect(written.transactions.files[0]).toMatchObject({
      rows: landed.length - 1,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    expect(written.transactions.totals.amount).toBe((cents / 100).toFixed(2));
  });

  test('has the next night hold what the last one held, and a day more', async () => {
    await write('2026-11-20');
    await write('2026-11-21');
    const before = await lines('transactions', '2026-11-20');
    const after = await lines('transactions', '2026-11-21');
    const known = new Set(before);
    const added = after.filter((line) => !known.has(line));

    const kept = new Set(after);
    expect(before.filter((line) => !kept.has(line))).toEqual([]);
    expect(added.length).toBeGreaterThan(0);
    expect(added.every((line) => line.includes(',2026-11-21,') || line.includes(',2126-'))).toBe(true);
  });

  test('tells of no default before it happened', async () => {
    await write('2026-11-20');
    const loans = (await lines('loans', '2026-11-20')).slice(1).map((line) => line.split(','));

    expect(loans.length).toBeGreaterThan(20);
    expect(loans.every((loan) => (loan[2] ?? '') <= '2026-11-20' && (loan[10] ?? '') <= '2026-11-20')).toBe(true);
  });

  test.each([
    [{ businessDate: '2026-02-30' }, /no date of the form/],
    [{ businessDate: '22.11.2026' }, /no date of the form/],
    [{ businessDate: '2019-12-31' }, /exists from 2020-01-01/],
    [{ businessDate: '2026-11-20', customers: 0 }, /whole number from 1/],
    [{ businessDate: '2026-11-20', seed: 1.5 }, /seed must be a whole number/],
  ])('is not made for %j', async (options, message) => {
    await expect(writeSampleData({ directory, ...options })).rejects.toThrow(message);
    await expect(writeSampleData({ directory, ...options })).rejects.toBeInstanceOf(SampleDataInvalid);
  });
});
