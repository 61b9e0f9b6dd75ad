import { notPortable } from '../errors.ts';
import {
  BIGINT,
  BOOLEAN,
  DATE,
  type DataType,
  DOUBLE,
  dayTime,
  INT,
  STRING,
  sameType,
  typeName,
} from '../types/dataType.ts';
import { duckdbType } from '../types/duckdbType.ts';
import { asText, coerced, commonType, isIntegral, isNumeric, isTimestamp, operandDecimal } from './coercion.ts';
import { decimalResult } from './decimals.ts';
import { mismatch, sqlInvalid } from './failure.ts';
import { isInterval } from './intervals.ts';
import { type Typed, typed } from './typed.ts';

const COMPARISONS = ['=', '<>', '<', '<=', '>', '>=', '<=>'];

/** A binary operator on two values, both coerced as Spark coerces them. */
export const binary = (operator: string, left: Typed, right: Typed): Typed => {
  if (operator === 'AND' || operator === 'OR')
    return typed(`(${boolean(left, operator).sql} ${operator} ${boolean(right, operator).sql})`, BOOLEAN);
  if (COMPARISONS.includes(operator)) return comparison(operator, left, right);
  if (operator === '||') return concatenation(left, right);
  if (['&', '|', '^', '<<', '>>', '>>>'].includes(operator)) return bitwise(operator, left, right);
  return datetime(operator, left, right) ?? arithmetic(operator, left, right);
};

export const boolean = (value: Typed, where: string): Typed => {
  if (value.type.kind === 'boolean' || (value.type.kind === 'null' && where !== 'WHEN')) return coerced(value, BOOLEAN);
  if (value.type.kind === 'string') return coerced(value, BOOLEAN);
  throw mismatch(`${where}`, 'boolean', value.type);
};

export const comparison = (operator: string, left: Typed, right: Typed): Typed => {
  const type = commonType(left, right);
  if (!type) throw sqlInvalid(`${operator}: ${typeName(left.type)} and ${typeName(right.type)} cannot be compared`);
  if (type.kind === 'map') throw sqlInvalid(`${operator}: maps cannot be compared`);
  const sides = [coerced(left, type).sql, coerced(right, type).sql];
  return typed(`(${sides.join(operator === '<=>' ? ' IS NOT DISTINCT FROM ' : ` ${operator} `)})`, BOOLEAN);
};

const concatenation = (left: Typed, right: Typed): Typed => {
  if (left.type.kind === 'array' || right.type.kind === 'array') {
    const type = commonType(left, right);
    if (type?.kind !== 'array') throw mismatch('||', 'two arrays', right.type);
    const [a, b] = [coerced(left, type).sql, coerced(right, type).sql];
    return typed(`CASE WHEN ${a} IS NULL OR ${b} IS NULL THEN NULL ELSE list_concat(${a}, ${b}) END`, type);
  }
  return typed(`(${asText(left, '||').sql} || ${asText(right, '||').sql})`, STRING);
};

const bitwise = (operator: string, left: Typed, right: Typed): Typed => {
  if (operator === '<<' || operator === '>>' || operator === '>>>')
    throw notPortable(`the operator ${operator}`, 'shiftleft or shiftright');
  const type = commonType(left, right);
  if (!type || !isIntegral(type)) throw mismatch(operator, 'integers', right.type);
  const [a, b] = [coerced(left, type).sql, coerced(right, type).sql];
  return typed(operator === '^' ? `xor(${a}, ${b})` : `(${a} ${operator} ${b})`, type);
};

const arithmetic = (operator: string, left: Typed, right: Typed): Typed => {
  const [a, b] = [numeric(left, right, operator), numeric(right, left, operator)];
  if (operator === 'DIV') return integralDivide(a, b);
  if (a.type.kind === 'decimal' || b.type.kind === 'decimal') {
    const [first, second] = [operandDecimal(a), operandDecimal(b)];
    if (first && second) return decimalArithmetic(operator, coerced(a, first), coerced(b, second));
  }
  if (operator === '/') return typed(`spark_divide(${coerced(a, DOUBLE).sql}, ${coerced(b, DOUBLE).sql})`, DOUBLE);
  const type = commonType(a, b) ?? DOUBLE;
  const [x, y] = [coerced(a, type).sql, coerced(b, type).sql];
  if (operator === '%') return typed(`spark_remainder(${x}, ${y})`, type);
  return typed(`(${x} ${operator} ${y})`, type);
};

/** Text beside a number is a BIGINT or DOUBLE; two texts are doubles. */
const numeric = (value: Typed, other: Typed, operator: string): Typed => {
  const { type } = value;
  if (type.kind === 'null') return coerced(value, operator !== '/' && isNumeric(other.type) ? other.type : DOUBLE);
  if (type.kind === 'string') return coerced(value, isIntegral(other.type) ? BIGINT : DOUBLE);
  if (!isNumeric(type)) throw mismatch(operator, 'a number', type);
  return value;
};

/** Exact arithmetic in Spark's own result type. Where 38 digits do not hold the exact scale, it is refused. */
export const decimalArithmetic = (operator: string, left: Typed, right: Typed): Typed => {
  if (left.type.kind !== 'decimal' || right.type.kind !== 'decimal') throw mismatch(operator, 'decimals', right.type);
  const { type, scale } = decimalResult(operator, left.type, right.type);
  const result = duckdbType(type);
  if (operator === '/')
    return typed(
      `spark_decimal_divide(${unscaled(left)}, ${unscaled(right)}, ${power(type.scale - left.type.scale + right.type.scale)}, ${unit(type.scale)}, CAST(NULL AS ${result}))`,
      type,
    );
  if (type.scale !== scale)
    throw notPortable(
      `${typeName(left.type)} ${operator} ${typeName(right.type)}, which needs more than 38 digits`,
      'CAST the operands to narrower DECIMALs first',
    );
  if (operator === '%') {
    const wide = duckdbType({ kind: 'decimal', precision: 38, scale });
    return typed(
      `CAST(spark_remainder(CAST(${left.sql} AS ${wide}), CAST(${right.sql} AS ${wide})) AS ${result})`,
      type,
    );
  }
  if (operator === '*') return typed(`CAST((${left.sql} * ${right.sql}) AS ${result})`, type);
  return typed(`CAST((CAST(${left.sql} AS ${result}) ${operator} CAST(${right.sql} AS ${result})) AS ${result})`, type);
};

/** A DECIMAL's digits without its point, as a HUGEINT. */
export const unscaled = ({ sql, type }: Typed): string => {
  if (type.kind !== 'decimal') throw mismatch('decimal', 'decimal', type);
  if (type.scale === 0) return `CAST(${sql} AS HUGEINT)`;
  if (type.precision + type.scale <= 38)
    return `CAST(${sql} * CAST(${power(type.scale)} AS DECIMAL(${type.scale + 1},0)) AS HUGEINT)`;
  return `CAST(replace(CAST(${sql} AS VARCHAR), '.', '') AS HUGEINT)`;
};

/** 10^n as a HUGEINT literal; n may be 0. */
export const power = (n: number): string => `CAST('1${'0'.repeat(Math.max(n, 0))}' AS HUGEINT)`;

/** 10^-n as a DECIMAL, which a whole number is multiplied by to become one of that scale. */
export const unit = (scale: number): string =>
  scale === 0 ? 'CAST(1 AS DECIMAL(1,0))' : `CAST('0.${'0'.repeat(scale - 1)}1' AS DECIMAL(${scale},${scale}))`;

const integralDivide = (left: Typed, right: Typed): Typed => {
  if (left.type.kind === 'decimal' || right.type.kind === 'decimal')
    throw notPortable('DIV of DECIMALs', 'CAST(a / b AS BIGINT)');
  if (!isIntegral(left.type) || !isIntegral(right.type)) throw mismatch('DIV', 'integers', right.type);
  return typed(`spark_integral_divide(${coerced(left, BIGINT).sql}, ${coerced(right, BIGINT).sql})`, BIGINT);
};

/** Dates, timestamps and intervals; undefined where neither side is one. */
const datetime = (operator: string, left: Typed, right: Typed): Typed | undefined => {
  const [a, b] = [left.type, right.type];
  const moment = (type: DataType) => type.kind === 'date' || isTimestamp(type);
  if (!moment(a) && !moment(b) && !isInterval(a) && !isInterval(b)) return undefined;
  if (isInterval(b) && moment(a)) return shifted(operator, left, right);
  if (isInterval(a) && moment(b) && operator === '+') return shifted(operator, right, left);
  if (isInterval(a) && isInterval(b) && sameType(a, b) && (operator === '+' || operator === '-'))
    return typed(`(${left.sql} ${operator} ${right.sql})`, a);
  if (a.kind === 'date' && (isIntegral(b) || b.kind === 'null') && (operator === '+' || operator === '-'))
    return typed(`CAST((${left.sql} ${operator} ${coerced(right, INT).sql}) AS DATE)`, DATE);
  if (isIntegral(a) && b.kind === 'date' && operator === '+')
    return typed(`CAST((${right.sql} + ${coerced(left, INT).sql}) AS DATE)`, DATE);
  if (operator === '-' && a.kind === 'date' && b.kind === 'date')
    return typed(`to_days(CAST((${left.sql} - ${right.sql}) AS INTEGER))`, dayTime('day'));
  if (operator === '-' && moment(a) && moment(b))
    return typed(
      `to_microseconds(epoch_us(CAST(${left.sql} AS TIMESTAMP)) - epoch_us(CAST(${right.sql} AS TIMESTAMP)))`,
      dayTime('day to second'),
    );
  throw notPortable(`${typeName(a)} ${operator} ${typeName(b)}`, 'date_add, add_months, datediff or timestampdiff');
};

const shifted = (operator: string, moment: Typed, interval: Typed): Typed => {
  if (operator !== '+' && operator !== '-') throw mismatch(operator, 'a number', interval.type);
  const sum = `(${moment.sql} ${operator} ${interval.sql})`;
  if (interval.type.kind === 'interval' && interval.type.family === 'year month')
    return typed(`CAST(${sum} AS ${duckdbType(moment.type)})`, moment.type);
  if (moment.type.kind !== 'date') return typed(sum, moment.type);
  // A date moved by days stays a date; moved by hours it becomes the zoned timestamp, whatever spark.sql.timestampType says.
  const days = interval.type.kind === 'interval' && interval.type.unit === 'day';
  return days ? typed(`CAST(${sum} AS DATE)`, DATE) : typed(sum, { kind: 'timestamp' });
};

/** `-x`, `+x`, `~x`, `NOT x` */
export const unary = (operator: string, operand: Typed): Typed => {
  if (operator === 'NOT') return typed(`(NOT ${boolean(operand, 'NOT').sql})`, BOOLEAN);
  const { type } = operand;
  if (isInterval(type) && operator === '-') return typed(`(-${operand.sql})`, type);
  const value =
    type.kind === 'string' ? coerced(operand, DOUBLE) : type.kind === 'null' ? coerced(operand, DOUBLE) : operand;
  if (!isNumeric(value.type)) throw mismatch(operator, 'a number', type);
  if (operator === '+') return value;
  if (operator === '~') {
    if (!isIntegral(value.type)) throw mismatch('~', 'an integer', type);
    return typed(`(~${value.sql})`, value.type);
  }
  return typed(`(-${value.sql})`, value.type);
};
