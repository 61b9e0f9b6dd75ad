import type { Dataset } from '../../../local-aws/engines/quality/dataset.ts';
import { type Evaluation, evaluateRuleset } from '../../../local-aws/engines/quality/evaluate/evaluate.ts';
import { parseRuleset } from '../../../local-aws/engines/quality/language/parse.ts';
import { openSparkSql } from '../../../local-aws/engines/quality/openSparkSql.ts';
import { openSession, type QualitySession } from '../../../local-aws/engines/quality/session.ts';
import type { SparkSql } from '../../../local-aws/engines/quality/sparkSql.ts';

const COLUMNS = [
  { name: 'id', type: 'int' },
  { name: 'name', type: 'string' },
  { name: 'amount', type: 'decimal(12,2)' },
  { name: 'rate', type: 'double' },
  { name: 'day', type: 'date' },
];
const PRIMARY: Dataset = { columns: COLUMNS, relation: '"primary"' };

let session: QualitySession;
let sql: SparkSql;

beforeAll(async () => {
  session = await openSession({ threads: 1 });
  sql = await openSparkSql(session);
  sql.declare('primary', COLUMNS);
  sql.declare('empty', COLUMNS);
  const definition = 'id INTEGER, name VARCHAR, amount DECIMAL(12,2), rate DOUBLE, day DATE';
  await session.run(`CREATE TABLE "primary" (${definition}); CREATE TABLE "empty" (${definition})`);
  await session.run(`INSERT INTO "primary" VALUES (1, 'Ada', 1.50, 0.5, '2026-11-20'), (2, '', 2.50, 1.5, '2026-11-21'),
    (3, NULL, NULL, 2.5, '2026-11-22'), (4, 'O''Neil', 4.00, NULL, NULL)`);
});
afterAll(() => session.close());

const evaluate = (rules: string, options: Partial<Evaluation> = {}) =>
  evaluateRuleset({
    ruleset: parseRuleset(rules.startsWith('Rules') || rules.startsWith('Analyzers') ? rules : `Rules = [ ${rules} ]`),
    connection: session.connection,
    sql,
    primary: PRIMARY,
    additional: new Map(),
    now: new Date('2026-11-22T12:30:00Z'),
    ...options,
  });

const verdicts = async (rules: string, options: Partial<Evaluation> = {}): Promise<boolean[]> =>
  (await evaluate(rules, options)).rules.map(({ passed }) => passed);

test('many rules take one pass over the table, and one for each set of grouping columns', async () => {
  const queries: string[] = [];
  const { connection } = session;
  const counting = new Proxy(connection, {
    get: (target, property) => {
      if (property !== 'runAndReadAll')
        return Reflect.get(target, property).bind?.(target) ?? Reflect.get(target, property);
      return (query: string) => {
        if (query.includes('FROM') && query.includes('primary')) queries.push(query);
        return target.runAndReadAll(query);
      };
    },
  });

  await verdicts(
    'RowCount = 4, IsComplete "id", Mean "rate" > 1, Sum "amount" = 8, ColumnLength "name" < 7, IsUnique "id", Entropy "id" > 1, UniqueValueRatio "id" = 1, Completeness "name" > 0.5 where "id > 1"',
    { connection: counting },
  );

  expect(queries).toHaveLength(2);
});

test('a threshold counts as documented, and only for dates as the open library has it', async () => {
  const rules =
    'ColumnValues "name" in ["Ada"] with threshold > 0.2, ColumnValues "rate" > 1 with threshold >= 0.5, ColumnValues "day" > "2026-11-20" with threshold = 0.5';

  expect(await verdicts(rules)).toEqual([true, true, true]);
  expect(await verdicts(rules, { meaning: 'openLibrary' })).toEqual([false, false, true]);
});

test('a text with a quote is found as documented', async () => {
  expect(await verdicts('ColumnValues "name" in ["O\'Neil"] where "id = 4"')).toEqual([true]);
});

test('keywords tell NULL, empty and blank texts apart', async () => {
  expect(
    await verdicts(
      'ColumnValues "name" = NULL where "id = 3", ColumnValues "name" = EMPTY where "id = 2", ColumnValues "name" != WHITESPACES_ONLY, ColumnValues "amount" in [1.5, 2.5, 4, NULL]',
    ),
  ).toEqual([true, true, false, true]);
});

test('dates are counted from now', async () => {
  expect(
    await verdicts(
      'ColumnValues "day" > (now() - 3 days) where "id < 4", ColumnValues "day" <= now() where "id < 4", DataFreshness "day" < 61 hours where "id < 4", DataFreshness "day" <= 60 hours where "id < 4"',
    ),
  ).toEqual([true, true, true, false]);
});

test('an empty table fails what measures values, and passes what a where clause emptied', async () => {
  const { rules } = await evaluate('Sum "amount" >= 0, IsComplete "id", RowCount = 0, DatasetMatch "r" "id" > 0.5', {
    primary: { columns: COLUMNS, relation: '"empty"' },
    additional: new Map([['r', PRIMARY]]),
  });

  expect(rules.map(({ passed }) => passed)).toEqual([false, false, true, false]);
  expect(rules[0]?.reason).toContain('all input values were NULL');
  expect(rules[3]?.reason).toBe('Cannot evaluate: primary DataFrame is empty');
  expect(await verdicts('Mean "rate" > 100 where "id > 100"')).toEqual([true]);
});

test('what cannot be evaluated fails by its name and is told apart', async () => {
  const { rules } = await evaluate(
    'DetectAnomalies "RowCount", FileSize > 2 KB, RowCount > foo(1), ColumnNamesMatchPattern "a++", AggregateMatch "max(id)" "max(id)" = 1',
  );

  expect(rules.every(({ passed, unsupported }) => !passed && unsupported === true)).toBe(true);
  expect(
    rules.map(({ reason }) => reason?.replace('Rule (or nested rule) not supported due to: ', '').slice(0, 24)),
  ).toEqual([
    'DetectAnomalies is not e',
    'FileSize is not evaluate',
    'there is no function foo',
    'the pattern "a++" has a ',
    'Unsupported Rule',
  ]);
});

test('a column that is not there, of the wrong type, or a bad where clause, fails its own rule alone', async () => {
  const { rules } = await evaluate(
    'Mean "nowhere" > 1, Mean "name" > 1, Mean "rate" > 1 where "no such", Mean "rate" > 1, CustomSql "select nothing" > 1',
  );

  expect(rules.map(({ passed }) => passed)).toEqual([false, false, false, true, false]);
  expect(rules.map(({ reason }) => reason).slice(0, 3)).toEqual([
    'Input data does not include column nowhere!',
    expect.stringContaining('Expected type of column name to be one of'),
    'The provided where clause is invalid',
  ]);
});

test('composite rules join outcomes, reasons and metrics', async () => {
  const { rules } = await evaluate(
    '(IsComplete "name") or ((RowCount = 4) and (IsUnique "id")), (RowCount = 5) and (RowCount = 6)',
  );

  expect(rules[0]).toMatchObject({
    passed: true,
    reason: 'Value: 0.75 does not meet the constraint requirement!',
    metrics: { 'Column.name.Completeness': 0.75, 'Dataset.*.RowCount': 4, 'Column.id.Uniqueness': 1 },
  });
  expect(rules[1]?.reason?.split('\n')).toHaveLength(2);
});

test('past results are asked for by metric and where clause, and shown in the evaluated rule', async () => {
  const asked: string[] = [];
  const past = (metric: string) => {
    asked.push(metric);
    return [4, 6];
  };

  const { rules, observed } = await evaluate('RowCount < avg(last(2)) where "id > 1"', { past });

  expect(asked).toEqual(['Dataset.*.RowCount (where: id > 1)']);
  expect(rules[0]).toMatchObject({ passed: true, evaluatedRule: 'RowCount < 5 where "id > 1"' });
  expect(observed).toEqual({ 'Dataset.*.RowCount (where: id > 1)': 3 });
});

test('analyzers measure without a verdict', async () => {
  const { analyzers, rules } = await evaluate('Analyzers = [ RowCount, Completeness "name", AllStatistics "id" ]');

  expect(rules).toEqual([]);
  expect(analyzers).toEqual([
    { analyzer: 'RowCount', metrics: { 'Dataset.*.RowCount': 4 } },
    { analyzer: 'Completeness "name"', metrics: { 'Column.name.Completeness': 0.75 } },
    { analyzer: 'AllStatistics "id"', metrics: {}, reason: 'AllStatistics is not evaluated' },
  ]);
});
