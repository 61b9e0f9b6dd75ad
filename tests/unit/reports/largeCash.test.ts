import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentOf } from '../../../functions/render-report/document.ts';
import type { Filing } from '../../../functions/shared/contracts/filing.ts';
import { manifest as manifestSchema, type StepInput } from '../../../functions/shared/contracts/step.ts';
import { parseCsv } from '../../../functions/shared/csv.ts';
import { parseReport, type Report } from '../../../functions/shared/reports/parseReport.ts';
import { readReportFiles } from '../../../functions/shared/reports/readReport.ts';
import { equalAmounts, exactSum, reconcileReport, totalsOf } from '../../../functions/shared/reports/reconcile.ts';
import { composeTables, csvOf } from '../../../functions/shared/reports/steps.ts';
import { validateXml } from '../../../functions/shared/xml/validate.ts';
import { writeXml } from '../../../functions/shared/xml/write.ts';
import { runStep } from '../../../local-aws/engines/sql/runStep.ts';
import { parseStepDocument } from '../../../local-aws/engines/sql/step/stepDocument.ts';
import { FolderPort } from '../sql/folderPort.ts';

jest.setTimeout(60_000);

const root = join(import.meta.dirname, '..', '..', '..');
const folder = join(root, 'reports', 'large-cash-transactions');
const berka = join(root, '..', 'shared', 'datasets', 'berka');

const filing = (from: string, to: string): Filing => ({
  id: `large-cash-transactions-${to}-v1`,
  report: 'large-cash-transactions',
  period: to,
  from,
  to,
  version: 1,
  replaces: null,
  reason: null,
  requestedBy: 'schedule',
  openedAt: '2026-11-21T07:00:00Z',
});

/** Runs a report's composing step on DuckDB and answers its tables, totals and document. */
const compose = async (report: Report, period: Filing, inputs: StepInput[], port: FolderPort) => {
  const resolved = { spec: report.spec, files: Object.fromEntries(report.files), hash: '' };
  const draft = composeTables(resolved, period, []);
  const step = parseStepDocument({
    version: 1,
    name: draft.name,
    parameters: { business_date: { type: 'DATE', value: period.to }, ...draft.parameters },
    inputs,
    views: draft.views,
    outputs: draft.outputs.map(({ area: _, catalogued: __, ...output }) => ({
      ...output,
      location: `s3://data/out/${output.name}/`,
    })),
    manifest: 's3://data/out/manifest.json',
  });
  await runStep(step, port, { resources: { threads: 1, memoryMiB: 1024 }, directory: join(port.root, 'scratch') });
  const left = manifestSchema.parse(JSON.parse(port.read('s3://data/out/manifest.json')));
  const rows = Object.fromEntries(
    Object.keys(report.spec.tables).map((table) => [
      table,
      parseCsv(port.read(left.outputs.find(({ name }) => name === csvOf(table))?.files[0]?.uri ?? '')),
    ]),
  );
  const totals = totalsOf([left]);
  const xml = writeXml(documentOf(report.spec, period, rows, { 'filings.amount': totals['filings.amount'] ?? '' }));
  return { rows, totals, problems: validateXml(report.files.get(report.spec.document.schema) ?? '', xml) };
};

const csv = (name: string, columns: Record<string, string>, uri: string): StepInput => ({
  name,
  format: 'csv',
  files: [uri],
  columns: Object.entries(columns).map(([column, type]) => ({ name: column, type })),
});

const bank = (port: FolderPort, bookings: string[]): StepInput[] => [
  csv(
    'transactions',
    { transaction_id: 'BIGINT', account_id: 'BIGINT', booking_date: 'DATE', amount: 'DECIMAL(18,2)' },
    port.land(
      's3://data/in/t.csv',
      `transaction_id,account_id,booking_date,amount\n${bookings.map((line, index) => `${index + 1},${line}`).join('\n')}\n`,
    ),
  ),
  csv(
    'accounts',
    { account_id: 'BIGINT', customer_id: 'BIGINT' },
    port.land('s3://data/in/a.csv', 'account_id,customer_id\n10,1\n11,1\n20,2\n30,3\n'),
  ),
  csv(
    'customers',
    { customer_id: 'BIGINT', birth_date: 'DATE', nationality: 'STRING', region: 'STRING' },
    port.land(
      's3://data/in/c.csv',
      'customer_id,birth_date,nationality,region\n1,1980-01-01,domestic,R01\n2,1981-01-01,eu,R02\n3,1982-01-01,,\n',
    ),
  ),
];

const day = '2026-11-20';
const bookings = [
  `10,${day},6000.00`,
  `11,${day},4000.01`, // with the one before over the threshold, on another account of the same customer
  `10,${day},-9999.99`, // out is another direction: neither added nor set off
  `20,${day},10000.00`, // exactly the threshold
  `30,${day},-12000.50`,
  `30,2026-11-19,5000.00`, // another day
  `30,${day},5000.00`,
];

const amended = async (change: (yaml: string) => string): Promise<Report> => {
  const files = await readReportFiles(folder);
  return parseReport(
    'large-cash-transactions',
    new Map(files).set('report.yml', change(files.get('report.yml') ?? '')),
  );
};

test('small bookings of one customer, day and direction count together, over all accounts; the threshold itself is not over it', async () => {
  const port = new FolderPort();
  const { rows, totals, problems } = await compose(
    await amended((yaml) => yaml),
    filing('2026-11-19', day),
    bank(port, bookings),
    port,
  );
  expect(
    rows.filings?.map(({ filing_id, amount, transactions, accounts, aggregated }) => [
      filing_id,
      amount,
      transactions,
      accounts,
      aggregated,
    ]),
  ).toEqual([
    [`1-${day}-in`, '10000.01', '2', '2', 'true'],
    [`3-${day}-out`, '12000.50', '1', '1', 'false'],
  ]);
  expect(rows.filed_transactions?.map(({ transaction_id }) => transaction_id)).toEqual(['1', '2', '5']);
  expect(
    equalAmounts(exactSum([totals['filings.amount'] ?? '', totals['below_threshold.amount'] ?? '']), '52000.50'),
  ).toBe(true);
  expect(problems).toEqual([]);
});

test('an inclusive threshold takes the amount itself, as KoFIU asks', async () => {
  const port = new FolderPort();
  const report = await amended((yaml) => yaml.replace('type: BOOLEAN, value: false', 'type: BOOLEAN, value: true'));
  const { rows } = await compose(report, filing(day, day), bank(port, bookings), port);
  expect(rows.filings?.map(({ filing_id }) => filing_id)).toContain(`2-${day}-in`);
});

test('a period without cash is an empty, valid document', async () => {
  const port = new FolderPort();
  const { rows, problems } = await compose(await amended((yaml) => yaml), filing(day, day), bank(port, []), port);
  expect(rows.filings).toEqual([]);
  expect(problems).toEqual([]);
});

test('the report of Berka agrees to the cent with sums made otherwise', async () => {
  const source = join(berka, 'trans_feup_test354.csv');
  if (!existsSync(source)) {
    console.warn(`not run: ${source} is not there`);
    return;
  }
  const port = new FolderPort();
  const read = (name: string, file: string, columns: string[]): StepInput => {
    const uri = `s3://data/in/${file}`;
    port.link(uri, join(berka, file));
    return {
      ...csv(name, Object.fromEntries(columns.map((column) => [column, 'STRING'])), uri),
      csv: { header: true, delimiter: ';', quote: '"', nullText: '' },
    };
  };
  const files = await readReportFiles(folder);
  const fixture = (name: string) => readFileSync(join(root, 'tests', 'fixtures', 'berka-cash', name), 'utf8');
  const report = parseReport(
    'large-cash-transactions',
    new Map(files)
      .set('sql/cash.sql', fixture('cash.sql'))
      .set('sql/holders.sql', fixture('holders.sql'))
      .set(
        'report.yml',
        (files.get('report.yml') ?? '')
          .replace("value: '10000.00'", "value: '40000.00'")
          .replace('value: EUR', 'value: CZK'),
      ),
  );
  const { rows, totals, problems } = await compose(
    report,
    filing('1993-01-01', '1998-12-31'),
    [
      read('transactions', 'trans_feup_test354.csv', [
        'trans_id',
        'account_id',
        'date',
        'type',
        'operation',
        'amount',
        'balance',
        'k_symbol',
        'bank',
        'account',
      ]),
      read('dispositions', 'disp.csv', ['disp_id', 'client_id', 'account_id', 'type']),
      read('clients', 'client.csv', ['client_id', 'birth_number', 'district_id']),
    ],
    port,
  );

  const cash = parseCsv(readFileSync(source, 'utf8').replaceAll(';', ',')).filter(({ operation = '' }) =>
    / in cash$/.test(operation),
  );
  const days = new Map<string, bigint>();
  for (const { account_id, date, operation, amount = '' } of cash) {
    const key = `${account_id} ${date} ${operation}`;
    days.set(key, (days.get(key) ?? 0n) + BigInt(amount.replace('.', '')));
  }
  const over = [...days.values()].filter((sum) => sum > 4_000_000n);
  expect(over.length).toBeGreaterThan(10);
  expect(rows.filings).toHaveLength(over.length);
  expect(
    equalAmounts(totals['filings.amount'] ?? '', (Number(over.reduce((sum, each) => sum + each, 0n)) / 100).toFixed(2)),
  ).toBe(true);
  const all = exactSum(cash.map(({ amount = '0' }) => amount));
  expect(
    reconcileReport(report.spec, { ...totals, 'transactions.amount': all, 'transactions.rows': String(cash.length) }),
  ).toHaveLength(3);
  expect(() =>
    reconcileReport(report.spec, {
      ...totals,
      'transactions.amount': exactSum([all, '0.01']),
      'transactions.rows': String(cash.length),
    }),
  ).toThrow('cash collected');
  expect(problems).toEqual([]);
});
