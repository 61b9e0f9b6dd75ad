import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Session } from '../../../local-aws/engines/sql/duckdb/session.ts';
import { check, type SparkCase } from './check.ts';

jest.setTimeout(60_000);

test('no recorded answer of Spark 4.1.1 is answered differently, and few are refused', async () => {
  const cases = JSON.parse(readFileSync(join(__dirname, 'recorded.json'), 'utf8')) as SparkCase[];
  const session = await Session.open({ threads: 1 });
  const silent: string[] = [];
  let refused = 0;
  for (const spark of cases) {
    const { outcome, got } = await check(session, spark);
    if (outcome === 'silent')
      silent.push(
        `${spark.sql}\n  Spark: ${spark.error ?? JSON.stringify(spark.value)} ${spark.type ?? ''}\n  here: ${got}`,
      );
    if (outcome === 'refused') refused++;
  }
  session.close();
  expect(silent).toEqual([]);
  expect(refused / cases.length).toBeLessThan(0.04);
});
