import { isDeepStrictEqual } from 'node:util';
import { Compiler } from '../../../local-aws/engines/sql/compile/compiler.ts';
import { stepFailure } from '../../../local-aws/engines/sql/duckdb/failure.ts';
import type { Session } from '../../../local-aws/engines/sql/duckdb/session.ts';
import { NULL, typeName } from '../../../local-aws/engines/sql/types/dataType.ts';
import { duckdbType } from '../../../local-aws/engines/sql/types/duckdbType.ts';
import { nearlySame, type SparkValue, sparkValue } from './sparkValue.ts';

/** A query of one row and what Spark answered. */
export interface SparkCase {
  sql: string;
  value?: SparkValue;
  type?: string;
  /** Class of the error that Spark gave instead. */
  error?: string;
}

export interface Verdict {
  outcome: 'same' | 'refused' | 'silent';
  /** What the laptop's engine answered. */
  got: string;
}

/** Compares the laptop's answer: the same value and type, or an error where Spark fails, is `same`; a refusal by name is `refused`. */
export const check = async (session: Session, spark: SparkCase): Promise<Verdict> => {
  let value: SparkValue;
  let type: string;
  try {
    const compiled = new Compiler().compile(spark.sql);
    const reader = await session.connection.runAndReadAll(compiled.sql);
    const [column = { name: '', type: NULL }] = compiled.columns;
    value = sparkValue(reader.getRows()[0]?.[0] ?? null, column.type);
    type = typeName(column.type);
    // What the compiler says of a type must be what DuckDB makes of it, or a Parquet file would differ.
    const made = String(reader.columnType(0)).replaceAll('"', '');
    if (made !== duckdbType(column.type).replaceAll('"', '')) type = `${type}, in DuckDB ${made}`;
  } catch (error) {
    const failure = stepFailure(error, 'query');
    const got = `${failure.name}: ${failure.message}`;
    if (spark.error !== undefined) return { outcome: 'same', got };
    const refused = failure.name === 'NotPortable' || failure.message.includes('NotPortable:');
    return { outcome: refused ? 'refused' : 'silent', got };
  }
  const got = `${JSON.stringify(value)} ${type}`;
  if (spark.error !== undefined || type !== spark.type) return { outcome: 'silent', got };
  const expected = spark.value ?? null;
  const same =
    isDeepStrictEqual(value, expected) || (type === 'double' && aggregated(spark.sql) && nearlySame(value, expected));
  return { outcome: same ? 'same' : 'silent', got };
};

/** Moments of doubles are compared to 16 ulp. */
const aggregated = (sql: string): boolean =>
  /\b(std|stddev|var|covar|corr)\w*\s*\(/i.test(sql) || /\bvariance\s*\(/i.test(sql);
