import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBIntervalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { DataType } from '../../../local-aws/engines/sql/types/dataType.ts';

/** A value as the recordings hold it: see the README beside the recorded cases. */
export type SparkValue = null | string | SparkValue[];

/** A DuckDB value of that type in the form of the recordings. */
export const sparkValue = (value: DuckDBValue | undefined, type: DataType): SparkValue => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number')
    return type.kind === 'double' || type.kind === 'float' ? doubleText(value) : String(value);
  if (value instanceof DuckDBListValue && type.kind === 'array')
    return value.items.map((item) => sparkValue(item, type.element));
  if (value instanceof DuckDBStructValue && type.kind === 'struct')
    return Object.values(value.entries).map((item, at) => sparkValue(item, type.fields[at]?.type ?? type));
  if (value instanceof DuckDBMapValue && type.kind === 'map')
    return value.entries.map((entry) => [sparkValue(entry.key, type.key), sparkValue(entry.value, type.value)]);
  if (value instanceof DuckDBDecimalValue) return `dec:${value.toString()}`;
  if (value instanceof DuckDBDateValue) return value.toString();
  if (value instanceof DuckDBTimestampValue)
    return value.toString().replace(/\.(\d+)$/, (_all, digits: string) => `.${digits.padEnd(6, '0')}`);
  if (value instanceof DuckDBBlobValue) return `x${Buffer.from(value.bytes).toString('hex')}`;
  if (value instanceof DuckDBIntervalValue) return `td:${doubleText(Number(value.micros) / 1e6 + value.days * 86_400)}`;
  return String(value);
};

/** As Python prints a float. */
const doubleText = (value: number): string => {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e16))
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  return Number.isInteger(value) ? `${value}.0` : String(value);
};

/** Whether two doubles' texts are at most 16 units in the last place apart: aggregates of doubles promise no more, not even on Spark. */
export const nearlySame = (left: SparkValue, right: SparkValue): boolean => {
  if (typeof left !== 'string' || typeof right !== 'string') return false;
  const [a, b] = [Number(left), Number(right)];
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  const ulp = 2 ** (Math.floor(Math.log2(Math.max(Math.abs(a), Math.abs(b), Number.MIN_VALUE))) - 52);
  return Math.abs(a - b) <= 16 * ulp;
};
