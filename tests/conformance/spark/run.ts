import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Session } from '../../../local-aws/engines/sql/duckdb/session.ts';
import { check, type SparkCase } from './check.ts';

/** `npm run conformance:spark -- --cases <file> [--json]`: recorded answers of Spark against the laptop's engine. Exit code 1 for a silent difference. */
const { values } = parseArgs({ options: { cases: { type: 'string' }, json: { type: 'boolean', default: false } } });
if (values.cases === undefined) {
  console.error('usage: npm run conformance:spark -- --cases <file> [--json]');
  process.exit(2);
}
const cases = JSON.parse(readFileSync(values.cases, 'utf8')) as SparkCase[];
const session = await Session.open({ threads: 1 });
const totals = { same: 0, refused: 0, silent: 0 };
for (const spark of cases) {
  const { outcome, got } = await check(session, spark);
  totals[outcome]++;
  if (!values.json && outcome !== 'same')
    console.log(
      `${outcome}\n  ${spark.sql}\n  Spark: ${spark.error ?? `${JSON.stringify(spark.value)} ${spark.type}`}\n  here:  ${got}`,
    );
}
session.close();
const summary = { cases: cases.length, ...totals };
console.log(values.json ? JSON.stringify(summary) : summary);
process.exitCode = totals.silent > 0 ? 1 : 0;
