import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSchema } from '../../../functions/shared/reports/checkSchema.ts';
import { reportJsonSchema } from '../../../functions/shared/reports/jsonSchema.ts';
import { parseReport } from '../../../functions/shared/reports/parseReport.ts';
import {
  deadlineOf,
  isFree,
  lastEnded,
  parsePeriod,
  periodAfter,
  periodOf,
} from '../../../functions/shared/reports/period.ts';
import { listReports, readReport, readReportFiles } from '../../../functions/shared/reports/readReport.ts';
import { duePeriods } from '../../../functions/watch-deadlines/duePeriods.ts';

const root = join(import.meta.dirname, '..', '..', '..', 'reports');
const large = () => readReport(join(root, 'large-cash-transactions'));

test('every report of the project is what its schema says, and its schema says only what is supported', async () => {
  const names = await listReports(root);
  expect(names).toEqual(['large-cash-transactions', 'model-risk']);
  for (const name of names) checkSchema(await readReport(join(root, name)));
  expect(JSON.parse(readFileSync(join(root, 'report.schema.json'), 'utf8'))).toEqual(
    JSON.parse(JSON.stringify(reportJsonSchema())),
  );
});

test.each([
  ['period: day', 'period: dai', /period/],
  ['period: day', 'periods: day', /periods/],
  ['table: filings\n', 'table: filing\n', /"filing" is no table/],
  ['right: [filings.amount,', 'right: [filings.sum,', /"filings.sum" is no total/],
  ['requirements: quality/filings.dqdl', 'requirements: quality/filing.dqdl', /there is no file quality\/filing.dqdl/],
  ['orderBy: [filing_id]', 'orderBy: [filing]', /"filing" is no column/],
  ["firstPeriod: '2026-11-01'", "firstPeriod: '2026-11'", /is no day/],
])('a mistake in a report is named with its line: %j as %j', async (from, to, message) => {
  const files = await readReportFiles(join(root, 'large-cash-transactions'));
  const yaml = files.get('report.yml') ?? '';
  expect(yaml).toContain(from);
  const parse = () => parseReport('large-cash-transactions', new Map(files).set('report.yml', yaml.replace(from, to)));
  expect(parse).toThrow(message);
  expect(parse).toThrow(/report\.yml:\d+/);
});

test('periods have their first and last days, leap years and year ends included', () => {
  expect(periodOf('month', '2028-02-29')).toEqual({ period: '2028-02', from: '2028-02-01', to: '2028-02-29' });
  expect(periodOf('quarter', '2026-12-31')).toEqual({ period: '2026-Q4', from: '2026-10-01', to: '2026-12-31' });
  expect(periodAfter('quarter', periodOf('quarter', '2026-12-31')).period).toBe('2027-Q1');
  expect(parsePeriod('day', '2026-11-22').to).toBe('2026-11-22');
  expect(() => parsePeriod('day', '2026-02-30')).toThrow('is no day');
  expect(() => parsePeriod('month', '2026-Q4')).toThrow('is no month');
});

test('the period that ended last is that of the report’s own time zone, and a deadline follows its clocks', async () => {
  const { spec } = await large();
  // 23:30 UTC is the next day in Prague already.
  expect(lastEnded(spec, Date.parse('2026-11-22T23:30:00Z')).period).toBe('2026-11-22');
  expect(lastEnded(spec, Date.parse('2026-11-22T22:30:00Z')).period).toBe('2026-11-21');
  expect(new Date(deadlineOf(spec, periodOf('day', '2026-03-20'))).toISOString()).toBe('2026-04-04T15:00:00.000Z');
  const business = { ...spec, deadline: { ...spec.deadline, days: 2, count: 'business' as const } };
  // Christmas Eve is a Thursday in 2026; the 25th and 26th are holidays, then comes a Sunday.
  expect(new Date(deadlineOf(business, periodOf('day', '2026-12-24'))).toISOString()).toBe('2026-12-29T16:00:00.000Z');
  expect(isFree(spec, periodOf('day', '2026-12-25'))).toBe(true);
});

test('a filing is told before its deadline and after it, not long before and not for ever', async () => {
  const { spec } = await large();
  const only = { ...spec, schedule: { ...spec.schedule, firstPeriod: '2026-11-20' } };
  const at = (instant: string) =>
    duePeriods(only, Date.parse(instant))
      .filter(({ period }) => period.period === '2026-11-20')
      .map(({ error }) => error);
  // Due on 5 December at 17:00 in Prague, which is 16:00 UTC; told from 72 hours before.
  expect(at('2026-12-02T15:59:00Z')).toEqual([]);
  expect(at('2026-12-02T16:01:00Z')).toEqual(['FilingDue']);
  expect(at('2026-12-05T16:01:00Z')).toEqual(['FilingLate']);
  expect(at('2027-06-01T00:00:00Z')).toEqual([]);
});
