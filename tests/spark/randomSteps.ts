import * as fc from 'fast-check';
import { parseStepDocument, type StepDocument } from '../../local-aws/engines/sql/step/stepDocument.ts';
import type { FolderPort } from '../unit/sql/folderPort.ts';

interface RandomStep {
  name: string;
  step: StepDocument;
  land(port: FolderPort): void;
}

/** What a stage's SQL is made of, over tables nobody designed: NULLs, no rows, unicode, decimals at their edges, month ends, duplicates. */
const VIEWS = {
  typed: `SELECT id, try_cast(amount AS DECIMAL(18,2)) AS amount, try_cast(number AS BIGINT) AS number, try_cast(real AS DOUBLE) AS real,
    try_to_date(day, 'yyyy-MM-dd') AS day, try_to_timestamp(moment, 'yyyy-MM-dd HH:mm:ss') AS moment, text FROM source`,
  ranked: `SELECT *, row_number() OVER (PARTITION BY text ORDER BY id) AS place, sum(amount) OVER (PARTITION BY text ORDER BY id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS running,
    lag(number) OVER (ORDER BY id) AS before FROM typed`,
};
const QUERIES: readonly { name: string; sql: string; columns: Record<string, string> }[] = [
  {
    name: 'values',
    sql: `SELECT id, amount, number, real, day, moment, text, upper(text) AS up, length(text) AS long, substring(text, 2, 3) AS part, concat_ws('|', text, id) AS both,
      CAST(amount AS STRING) AS amount_text, CAST(real AS STRING) AS real_text, amount * 3 AS thrice, amount / 7 AS seventh, try_cast(real AS DECIMAL(18,4)) AS exact,
      add_months(day, 1) AS next_month, last_day(day) AS month_end, datediff(day, DATE'2024-01-01') AS days, months_between(moment, TIMESTAMP'2023-11-30 12:00:00') AS months,
      date_format(moment, 'yyyyMMddHHmm') AS stamp, md5(text) AS digest, pmod(number, 7) AS bucket, coalesce(number, -1) AS filled FROM typed`,
    columns: {
      id: 'STRING',
      amount: 'DECIMAL(18,2)',
      number: 'BIGINT',
      real: 'DOUBLE',
      day: 'DATE',
      moment: 'TIMESTAMP_NTZ',
      text: 'STRING',
      up: 'STRING',
      long: 'INT',
      part: 'STRING',
      both: 'STRING',
      amount_text: 'STRING',
      real_text: 'STRING',
      thrice: 'DECIMAL(20,2)',
      seventh: 'DECIMAL(22,6)',
      exact: 'DECIMAL(18,4)',
      next_month: 'DATE',
      month_end: 'DATE',
      days: 'INT',
      months: 'DOUBLE',
      stamp: 'STRING',
      digest: 'STRING',
      bucket: 'BIGINT',
      filled: 'BIGINT',
    },
  },
  {
    name: 'groups',
    sql: `SELECT text, count(*) AS rows, count(DISTINCT id) AS ids, sum(amount) AS total, avg(amount) AS mean, min(day) AS first_day, max(moment) AS last_moment, sum(number) AS numbers, count_if(real > 0) AS positive,
      sort_array(collect_set(CAST(number AS STRING))) AS seen FROM typed GROUP BY text`,
    columns: {
      text: 'STRING',
      rows: 'BIGINT',
      ids: 'BIGINT',
      total: 'DECIMAL(28,2)',
      mean: 'DECIMAL(22,6)',
      first_day: 'DATE',
      last_moment: 'TIMESTAMP_NTZ',
      numbers: 'BIGINT',
      positive: 'BIGINT',
      seen: 'ARRAY<STRING>',
    },
  },
  {
    name: 'windows',
    sql: 'SELECT a.id, a.place, a.running, a.before, b.text AS other FROM ranked a LEFT JOIN typed b ON a.number = b.number AND a.id <> b.id',
    columns: { id: 'STRING', place: 'INT', running: 'DECIMAL(28,2)', before: 'BIGINT', other: 'STRING' },
  },
];

const cell = fc.oneof(
  { weight: 2, arbitrary: fc.constant('') },
  { weight: 2, arbitrary: fc.constantFrom('é', 'ß', 'İ', '日本', '𝒳y', ' a ', 'a,b', "it's", '"q"', 'null', '-', '0') },
  { weight: 3, arbitrary: fc.string({ maxLength: 8 }).map((text) => text.replace(/[\r\n\0\\]/g, '')) },
);
const row = fc.record({
  amount: fc.oneof(
    fc.constantFrom('', '0', '-0.005', '0.005', '9999999999999999.99', '99999999999999999', '1e3', '1,5', ' 7 '),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((x) => x.toFixed(3)),
  ),
  number: fc.oneof(
    fc.constantFrom('', '9223372036854775', '-1', '007', '1.0', 'x'),
    fc.integer({ min: -20, max: 20 }).map(String),
  ),
  real: fc.oneof(
    fc.constantFrom('', 'NaN', 'Infinity', '1e-7', '1e21', '-0.0', '0.1'),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  ),
  day: fc.constantFrom(
    '',
    '2024-02-29',
    '2023-02-29',
    '2024-01-31',
    '1969-12-31',
    '2024-1-1',
    '20240101',
    '9999-12-31',
  ),
  moment: fc.constantFrom(
    '',
    '2024-03-31 02:30:00',
    '2024-10-27 02:30:00',
    '1969-12-31 23:59:59',
    '2024-02-29 24:00:00',
    '2024-02-29',
  ),
  text: cell,
});

/** Seeded, so that a difference comes again. */
export const randomSteps = (): RandomStep[] => {
  const tables = fc.sample(fc.array(row, { minLength: 5, maxLength: 60 }), { numRuns: 2, seed: 42 });
  return [[], ...tables].map((rows, at) => ({
    name: `random table ${at + 1} (${rows.length} rows)`,
    step: stepOf(),
    land: (port) => {
      const lines = rows.map((each, index) =>
        [`k${index % 40}-${index}`, ...Object.values(each)].map(quoted).join(','),
      );
      port.land('s3://lake/random.csv', `${['id,amount,number,real,day,moment,text', ...lines].join('\n')}\n`);
    },
  }));
};

const quoted = (text: string): string => (/[",\s]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const stepOf = (): StepDocument =>
  parseStepDocument({
    version: 1,
    name: 'random',
    inputs: [
      {
        name: 'source',
        format: 'csv',
        files: ['s3://lake/random.csv'],
        columns: ['id', 'amount', 'number', 'real', 'day', 'moment', 'text'].map((name) => ({ name, type: 'STRING' })),
      },
    ],
    views: Object.entries(VIEWS).map(([name, sql]) => ({ name, sql })),
    outputs: QUERIES.flatMap(({ name, sql, columns }) => {
      const output = {
        name,
        sql,
        columns: Object.entries(columns).map(([column, type]) => ({ name: column, type })),
        location: `s3://lake/random/${name}/`,
        format: 'parquet',
      };
      // Delimited text is compared byte by byte.
      const asText = {
        ...output,
        name: `${name}_csv`,
        location: `s3://lake/random/${name}_csv/`,
        format: 'csv',
        csv: { header: true, delimiter: ',' },
        singleFile: true,
        orderBy: ['id'],
      };
      return name === 'values' ? [output, asText] : [output];
    }),
    manifest: 's3://lake/random/manifest.json',
  });
