import { coerced, commonType, isIntegral, isNumeric, operandDecimal } from '../compile/coercion.ts';
import { decimalOf } from '../compile/decimals.ts';
import { mismatch } from '../compile/failure.ts';
import { binary } from '../compile/operators.ts';
import { type Typed, typed } from '../compile/typed.ts';
import { notPortable } from '../errors.ts';
import { BIGINT, type DataType, DOUBLE, decimal, INT, STRING } from '../types/dataType.ts';
import { duckdbType } from '../types/duckdbType.ts';
import { arg, type Entries, type Entry, generic, scalar } from './entry.ts';

/** An operand of a function that takes any number; text counts as a DOUBLE. */
const number = (value: Typed, name: string): Typed => {
  if (value.type.kind === 'string' || value.type.kind === 'null') return coerced(value, DOUBLE);
  if (!isNumeric(value.type)) throw mismatch(name, 'a number', value.type);
  return value;
};

/** A function of doubles that Java's StrictMath and V8 compute by the same algorithm (fdlibm), and DuckDB by another. */
const exactly = (java: string, guard?: (x: string) => string): Entry =>
  scalar([DOUBLE], DOUBLE, (x) => (guard ? `CASE WHEN ${guard(x)} THEN NULL ELSE ${java}(${x}) END` : `${java}(${x})`));

const logarithm = (base: string, x: string): string =>
  `CASE WHEN ${base} <= 0 OR ${x} <= 0 THEN NULL ELSE java_log(${x}) / java_log(${base}) END`;

/** The scale of round and its kin: a constant. */
const places = (args: readonly Typed[], name: string): number => {
  const scale = args[1];
  if (!scale) return 0;
  if (!scale.integer || typeof scale.literal !== 'string')
    throw notPortable(`${name} with a computed scale`, 'a constant scale');
  return Number(scale.literal);
};

/** Result type of round, bround, floor, ceil of a DECIMAL. Source: `RoundBase.dataType`. */
const roundedDecimal = ({ precision, scale }: { precision: number; scale: number }, digits: number): DataType => {
  const whole = precision - scale + 1;
  if (digits < 0) return decimal(Math.min(Math.max(whole, -digits + 1), 38), 0);
  const kept = Math.min(scale, digits);
  return decimal(Math.min(whole + kept, 38), kept);
};

const rounded =
  (mode: 'half_up' | 'half_even'): ((args: readonly Typed[], name: string) => Typed) =>
  (args, name) => {
    const value = number(arg(args, 0), name);
    const digits = places(args, name);
    const { type } = value;
    if (type.kind === 'double') return typed(`java_round_${mode}(${value.sql}, ${digits})`, DOUBLE);
    if (type.kind === 'float') throw notPortable(`${name} of a FLOAT`, 'CAST AS DOUBLE');
    const exact = decimalOf(type);
    if (!exact) throw mismatch(name, 'a number', type);
    if (isIntegral(type)) {
      if (digits >= 0) return value;
      return typed(
        `CAST(spark_round_${mode}(CAST(${value.sql} AS HUGEINT), CAST('1${'0'.repeat(Math.min(-digits, 19))}' AS HUGEINT)) AS ${duckdbType(type)})`,
        type,
      );
    }
    const result = roundedDecimal(exact, digits);
    if (digits >= exact.scale) return typed(`CAST(${value.sql} AS ${duckdbType(result)})`, result);
    if (digits < 0) throw notPortable(`${name} of a DECIMAL to tens`, 'CAST AS BIGINT first');
    if (mode === 'half_up') return typed(`CAST(${value.sql} AS ${duckdbType(result)})`, result);
    return typed(`CAST(round_even(${value.sql}, ${digits}) AS ${duckdbType(result)})`, result);
  };

const towards =
  (name: 'floor' | 'ceil'): ((args: readonly Typed[]) => Typed) =>
  (args) => {
    const value = number(arg(args, 0), name);
    if (args.length > 1) throw notPortable(`${name} with a scale`, `${name}(x * 100) / 100`);
    if (isIntegral(value.type)) return coerced(value, BIGINT);
    if (value.type.kind === 'decimal') {
      const { precision, scale } = value.type;
      const result = scale === 0 ? decimal(precision, 0) : decimal(precision - scale + 1, 0);
      return typed(`CAST(${name}(${value.sql}) AS ${duckdbType(result)})`, result);
    }
    return typed(`spark_double_to_bigint(${name}(${coerced(value, DOUBLE).sql}))`, BIGINT);
  };

const tried =
  (operator: string): ((args: readonly Typed[]) => Typed) =>
  (args) => {
    const [left, right] = [number(arg(args, 0), operator), number(arg(args, 1), operator)];
    const type = commonType(left, right) ?? DOUBLE;
    if (type.kind === 'decimal' || operandDecimal(left)?.scale)
      throw notPortable(`try_ of DECIMALs`, 'the operator on wider DECIMALs');
    if (operator === '/') {
      const [a, b] = [coerced(left, DOUBLE).sql, coerced(right, DOUBLE).sql];
      return typed(`CASE WHEN ${b} = 0 THEN NULL ELSE ${a} / ${b} END`, DOUBLE);
    }
    const [a, b] = [coerced(left, type).sql, coerced(right, type).sql];
    if (operator === '%') return typed(`CASE WHEN ${b} = 0 THEN NULL ELSE ${a} % ${b} END`, type);
    if (!isIntegral(type)) return typed(`(${a} ${operator} ${b})`, type);
    return typed(`TRY_CAST(CAST(${a} AS HUGEINT) ${operator} CAST(${b} AS HUGEINT) AS ${duckdbType(type)})`, type);
  };

const remainder = (args: readonly Typed[]): Typed => binary('%', arg(args, 0), arg(args, 1));

/** Numbers to numbers. */
export const mathematics: Entries = {
  abs: generic(1, 1, (args, name) => {
    const value = number(arg(args, 0), name);
    return typed(`abs(${value.sql})`, value.type);
  }),
  positive: generic(1, 1, (args, name) => number(arg(args, 0), name)),
  negative: generic(1, 1, (args, name) => {
    const value = number(arg(args, 0), name);
    return typed(`(-${value.sql})`, value.type);
  }),
  sign: scalar([DOUBLE], DOUBLE, (x) => `spark_sign(${x})`),
  signum: scalar([DOUBLE], DOUBLE, (x) => `spark_sign(${x})`),
  floor: generic(1, 2, towards('floor')),
  ceil: generic(1, 2, towards('ceil')),
  ceiling: generic(1, 2, towards('ceil')),
  round: generic(1, 2, rounded('half_up')),
  bround: generic(1, 2, rounded('half_even')),
  rint: scalar([DOUBLE], DOUBLE, (x) => `java_rint(${x})`),
  mod: generic(2, 2, remainder),
  try_mod: generic(2, 2, tried('%')),
  pmod: generic(2, 2, (args) => {
    const [a, b] = [number(arg(args, 0), 'pmod'), number(arg(args, 1), 'pmod')];
    const type = commonType(a, b) ?? DOUBLE;
    if (type.kind === 'decimal') throw notPortable('pmod of DECIMALs', 'CAST AS BIGINT first');
    const [x, y] = [coerced(a, type).sql, coerced(b, type).sql];
    return typed(`CAST(spark_pmod(${x}, ${y}) AS ${duckdbType(type)})`, type);
  }),
  div: generic(2, 2, (args) => binary('DIV', arg(args, 0), arg(args, 1))),
  try_add: generic(2, 2, tried('+')),
  try_subtract: generic(2, 2, tried('-')),
  try_multiply: generic(2, 2, tried('*')),
  try_divide: generic(2, 2, tried('/')),
  sqrt: scalar([DOUBLE], DOUBLE, (x) => `CASE WHEN ${x} < 0 THEN CAST('NaN' AS DOUBLE) ELSE sqrt(${x}) END`),
  cbrt: exactly('java_cbrt'),
  exp: exactly('java_exp'),
  expm1: exactly('java_expm1'),
  ln: exactly('java_log', (x) => `${x} <= 0`),
  log10: exactly('java_log10', (x) => `${x} <= 0`),
  log2: scalar([DOUBLE], DOUBLE, (x) => `CASE WHEN ${x} <= 0 THEN NULL ELSE java_log(${x}) / java_log(2) END`),
  log1p: exactly('java_log1p', (x) => `${x} <= -1`),
  log: {
    kind: 'scalar',
    min: 1,
    max: 2,
    of: (args, name) => {
      const doubles = args.map((value) => coerced(number(value, name), DOUBLE).sql);
      const [base = '', x] = doubles;
      return typed(
        x === undefined ? `CASE WHEN ${base} <= 0 THEN NULL ELSE java_log(${base}) END` : logarithm(base, x),
        DOUBLE,
      );
    },
  },
  pow: scalar([DOUBLE, DOUBLE], DOUBLE, (x, y) => `java_pow(${x}, ${y})`),
  power: scalar([DOUBLE, DOUBLE], DOUBLE, (x, y) => `java_pow(${x}, ${y})`),
  sin: exactly('java_sin'),
  cos: exactly('java_cos'),
  tan: exactly('java_tan'),
  asin: exactly('java_asin'),
  acos: exactly('java_acos'),
  atan: exactly('java_atan'),
  sinh: exactly('java_sinh'),
  cosh: exactly('java_cosh'),
  tanh: exactly('java_tanh'),
  atan2: scalar([DOUBLE, DOUBLE], DOUBLE, (y, x) => `java_atan2(${y}, ${x})`),
  degrees: scalar([DOUBLE], DOUBLE, (x) => `(${x} * CAST('57.29577951308232' AS DOUBLE))`),
  radians: scalar([DOUBLE], DOUBLE, (x) => `(${x} * CAST('0.017453292519943295' AS DOUBLE))`),
  pi: scalar([], DOUBLE, () => "CAST('3.141592653589793' AS DOUBLE)"),
  e: scalar([], DOUBLE, () => "CAST('2.718281828459045' AS DOUBLE)"),
  factorial: scalar([INT], BIGINT, (n) => `CASE WHEN ${n} BETWEEN 0 AND 20 THEN CAST(factorial(${n}) AS BIGINT) END`),
  width_bucket: scalar(
    [DOUBLE, DOUBLE, DOUBLE, BIGINT],
    BIGINT,
    (x, low, high, n) => `spark_width_bucket(${x}, ${low}, ${high}, ${n})`,
  ),
  bin: scalar([BIGINT], STRING, (n) => `bin(${n})`),
  conv: scalar([STRING, INT, INT], STRING, (digits, from, to) => `java_conv(${digits}, ${from}, ${to})`),
};
