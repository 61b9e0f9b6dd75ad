import { asText, coerced, isIntegral, isNumeric } from '../compile/coercion.ts';
import { mismatch, sqlInvalid } from '../compile/failure.ts';
import { boolean, power, unit, unscaled } from '../compile/operators.ts';
import { type Typed, typed } from '../compile/typed.ts';
import { notPortable } from '../errors.ts';
import { arrayOf, BIGINT, BOOLEAN, DOUBLE, decimal, STRING, TINYINT } from '../types/dataType.ts';
import { duckdbType } from '../types/duckdbType.ts';
import { type Aggregate, arg, type Entries, type Entry } from './entry.ts';

const numeric = (value: Typed, name: string): Typed => {
  if (value.type.kind === 'string' || value.type.kind === 'null') return coerced(value, DOUBLE);
  if (!isNumeric(value.type)) throw mismatch(name, 'a number', value.type);
  return value;
};

/** BIGINT of integers (raising when it overflows), ten digits more of DECIMALs, DOUBLE of doubles. */
const sum: Entry = {
  kind: 'aggregate',
  min: 1,
  max: 1,
  distinct: true,
  of: (args, aggregate) => {
    const value = numeric(arg(args, 0), 'sum');
    if (isIntegral(value.type)) return typed(`CAST(${aggregate('sum', [value.sql])} AS BIGINT)`, BIGINT);
    if (value.type.kind === 'decimal') {
      const type = decimal(Math.min(value.type.precision + 10, 38), value.type.scale);
      return typed(`CAST(${aggregate('sum', [value.sql])} AS ${duckdbType(type)})`, type);
    }
    return typed(aggregate('sum', [coerced(value, DOUBLE).sql]), DOUBLE);
  },
};

/** DOUBLE; of DECIMALs four more places, rounded half up from the exact sum. */
const average = (args: readonly Typed[], aggregate: Aggregate, name: string): Typed => {
  const value = numeric(arg(args, 0), name);
  if (value.type.kind !== 'decimal') {
    // The sum of integers is exact in DuckDB and a double in Spark; below 2^53 that is one.
    return typed(aggregate('avg', [value.sql]), DOUBLE);
  }
  const { precision, scale } = value.type;
  const type = decimal(Math.min(precision + 4, 38), Math.min(scale + 4, 38));
  if (precision > 24)
    throw notPortable(`${name} of a DECIMAL of more than 24 digits`, 'CAST(sum(x) AS DOUBLE) / count(x)');
  const total: Typed = { sql: aggregate('sum', [value.sql]), type: decimal(38, scale) };
  const count = aggregate('count', [value.sql]);
  return typed(
    `CAST(CASE WHEN ${count} > 0 THEN CAST(spark_half_up(${unscaled(total)} * ${power(4)}, CAST(${count} AS HUGEINT)) AS DECIMAL(38,0)) * ${unit(scale + 4)} END AS ${duckdbType(type)})`,
    type,
  );
};

const same = (name: string, duckdb = name): Entry => ({
  kind: 'aggregate',
  min: 1,
  max: 1,
  distinct: true,
  of: (args, aggregate) => {
    const { type } = arg(args, 0);
    if (type.kind === 'map') throw mismatch(name, 'an ordered type', type);
    if (type.kind === 'struct' || type.kind === 'array') throw notPortable(`${name} of a ${type.kind}`, 'its parts');
    return typed(aggregate(duckdb, [arg(args, 0).sql]), type);
  },
});

/** The value beside the greatest or least key; a NULL value counts, a NULL key does not. */
const beside = (duckdb: string): Entry => ({
  kind: 'aggregate',
  min: 2,
  max: 2,
  of: (args, aggregate) => typed(aggregate(duckdb, [arg(args, 0).sql, arg(args, 1).sql]), arg(args, 0).type),
});

const truth = (name: string): Entry => ({
  kind: 'aggregate',
  min: 1,
  max: 1,
  of: (args, aggregate) => typed(aggregate(name, [boolean(arg(args, 0), name).sql]), BOOLEAN),
});

const bitwise = (name: string): Entry => ({
  kind: 'aggregate',
  min: 1,
  max: 1,
  of: (args, aggregate) => {
    const value = arg(args, 0);
    if (!isIntegral(value.type)) throw mismatch(name, 'an integer', value.type);
    return typed(aggregate(name, [value.sql]), value.type);
  },
});

const collected: Entry = {
  kind: 'aggregate',
  min: 1,
  max: 1,
  distinct: false,
  of: (args, aggregate, call) => {
    if (call.filter || call.over) throw notPortable(`${call.name} with FILTER or OVER`, 'a subquery');
    const value = arg(args, 0);
    const list = aggregate('list', [value.sql]);
    return typed(
      `coalesce(${list} FILTER (WHERE ${value.sql} IS NOT NULL), CAST([] AS ${duckdbType(value.type)}[]))`,
      arrayOf(value.type),
    );
  },
};

/** The first or last row's value; without an order of rows Spark promises nothing either. */
const edge = (duckdb: 'first' | 'last'): Entry => ({
  kind: 'aggregate',
  min: 1,
  max: 2,
  of: (args, aggregate, call) => {
    const value = arg(args, 0);
    const ignore = call.nulls === 'IGNORE' || args[1]?.literal === true;
    if (args[1] && typeof args[1].literal !== 'boolean')
      throw sqlInvalid(`${call.name}: the second argument is true or false`);
    if (call.over)
      return typed(aggregate(`${duckdb}_value`, [value.sql], ignore ? { nulls: ' IGNORE NULLS' } : {}), value.type);
    if (!ignore) return typed(aggregate(duckdb, [value.sql]), value.type);
    if (call.filter) throw notPortable(`${call.name} of what is not NULL with FILTER`, 'a subquery');
    return typed(`${aggregate(duckdb, [value.sql])} FILTER (WHERE ${value.sql} IS NOT NULL)`, value.type);
  },
});

/** Aggregates; statistics have their own table. */
export const aggregates: Entries = {
  count: {
    kind: 'aggregate',
    min: 1,
    max: 99,
    distinct: true,
    of: (args, aggregate, call) => {
      if (args.length === 0) return typed(aggregate('count', ['*']), BIGINT);
      const [first, ...others] = args;
      if (!first) throw sqlInvalid('count takes an argument');
      if (others.length === 0) return typed(aggregate('count', [first.sql]), BIGINT);
      // Rows in which any of the values is NULL are not counted.
      const whole = args.map(({ sql }) => `${sql} IS NOT NULL`).join(' AND ');
      const value = call.distinct ? `row(${args.map(({ sql }) => sql).join(', ')})` : '1';
      return typed(aggregate('count', [`CASE WHEN ${whole} THEN ${value} END`]), BIGINT);
    },
  },
  count_if: {
    kind: 'aggregate',
    min: 1,
    max: 1,
    of: (args, aggregate) =>
      typed(aggregate('count', [`CASE WHEN ${boolean(arg(args, 0), 'count_if').sql} THEN 1 END`]), BIGINT),
  },
  sum,
  avg: { kind: 'aggregate', min: 1, max: 1, distinct: false, of: (args, aggregate) => average(args, aggregate, 'avg') },
  mean: {
    kind: 'aggregate',
    min: 1,
    max: 1,
    distinct: false,
    of: (args, aggregate) => average(args, aggregate, 'mean'),
  },
  min: same('min'),
  max: same('max'),
  min_by: beside('arg_min_null'),
  max_by: beside('arg_max_null'),
  first: edge('first'),
  first_value: edge('first'),
  any_value: edge('first'),
  last: edge('last'),
  last_value: edge('last'),
  collect_list: collected,
  array_agg: collected,
  collect_set: {
    kind: 'aggregate',
    min: 1,
    max: 1,
    of: (args, _aggregate, call) => {
      if (call.filter || call.over) throw notPortable('collect_set with FILTER or OVER', 'a subquery');
      const { sql, type } = arg(args, 0);
      if (type.kind === 'double' || type.kind === 'float')
        throw notPortable('collect_set of doubles', 'collect_set of DECIMALs');
      return typed(
        `coalesce(list(DISTINCT ${sql}) FILTER (WHERE ${sql} IS NOT NULL), CAST([] AS ${duckdbType(type)}[]))`,
        arrayOf(type),
      );
    },
  },
  bool_and: truth('bool_and'),
  every: truth('bool_and'),
  bool_or: truth('bool_or'),
  some: truth('bool_or'),
  any: truth('bool_or'),
  bit_and: bitwise('bit_and'),
  bit_or: bitwise('bit_or'),
  bit_xor: bitwise('bit_xor'),
  grouping: {
    kind: 'aggregate',
    min: 1,
    max: 1,
    of: (args) => typed(`CAST(grouping(${arg(args, 0).sql}) AS TINYINT)`, TINYINT),
  },
  try_sum: {
    kind: 'aggregate',
    min: 1,
    max: 1,
    of: (args, aggregate) => {
      const value = arg(args, 0);
      if (!isIntegral(value.type)) throw notPortable('try_sum of other than integers', 'sum');
      return typed(`TRY_CAST(${aggregate('sum', [value.sql])} AS BIGINT)`, BIGINT);
    },
  },
  listagg: listed('listagg'),
  string_agg: listed('string_agg'),
};

/** Texts joined in the order of WITHIN GROUP. */
function listed(name: string): Entry {
  return {
    kind: 'aggregate',
    min: 1,
    max: 2,
    of: (args, aggregate, call) => {
      if (call.within) throw notPortable(`${name} WITHIN GROUP`, "array_join(sort_array(collect_list(x)), ',')");
      const value = arg(args, 0);
      return typed(aggregate('string_agg', [asText(value, name).sql, args[1]?.sql ?? "''"]), STRING);
    },
  };
}
