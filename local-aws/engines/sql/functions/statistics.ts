import { coerced, isNumeric } from '../compile/coercion.ts';
import { mismatch, sqlInvalid } from '../compile/failure.ts';
import { type Typed, typed } from '../compile/typed.ts';
import { notPortable } from '../errors.ts';
import { DOUBLE } from '../types/dataType.ts';
import { type Aggregate, arg, type Entries, type Entry } from './entry.ts';

const doubles = (args: readonly Typed[], name: string): string[] =>
  args.map((value) => {
    if (!isNumeric(value.type) && value.type.kind !== 'string' && value.type.kind !== 'null')
      throw mismatch(name, 'a number', value.type);
    return coerced(value, DOUBLE).sql;
  });

/**
 * A moment of doubles. Both engines go through the rows once and merge parts in the order they come in, so the last digits (up to 16 ulp)
 * are nobody's promise. Infinity and NaN give NaN in Spark and an error in DuckDB.
 */
const moment = (duckdb: string, count: 1 | 2 = 1): Entry => ({
  kind: 'aggregate',
  min: count,
  max: count,
  of: (args, aggregate, call) => {
    const values = doubles(args, call.name);
    const finite = values.map((value) => `isfinite(${value})`).join(' AND ');
    const strange = aggregate('bool_or', [`NOT (${finite})`]);
    const safe = values.map((value) => `CASE WHEN ${finite} THEN ${value} END`);
    return typed(`CASE WHEN ${strange} THEN CAST('NaN' AS DOUBLE) ELSE ${aggregate(duckdb, safe)} END`, DOUBLE);
  },
});

const percentage = (value: Typed | undefined, name: string): string => {
  if (typeof value?.literal !== 'string')
    throw notPortable(`${name} with several or computed percentages`, 'one constant percentage');
  const share = Number(value.literal);
  if (!(share >= 0 && share <= 1)) throw sqlInvalid(`${name}: the percentage is between 0 and 1`);
  return value.literal;
};

/** Between two values it interpolates, as Spark does; an aggregate over all values of the group, so not for groups of many millions. */
const interpolated = (value: Typed, share: string, aggregate: Aggregate, name: string): Typed => {
  const [x = ''] = doubles([value], name);
  return typed(aggregate('quantile_cont', [x, share]), DOUBLE);
};

/** `percentile_cont(p) WITHIN GROUP (ORDER BY x)`; `percentile_disc` takes the element itself. */
const within = (duckdb: 'quantile_cont' | 'quantile_disc'): Entry => ({
  kind: 'aggregate',
  min: 1,
  max: 1,
  of: (args, aggregate, call) => {
    const [by] = args.slice(1);
    if (!by) throw sqlInvalid(`${call.name} needs WITHIN GROUP (ORDER BY …)`);
    const [x = ''] = doubles([by], call.name);
    return typed(aggregate(duckdb, [x, percentage(args[0], call.name)]), DOUBLE);
  },
});

/** Statistics of doubles. */
export const statistics: Entries = {
  stddev: moment('stddev_samp'),
  std: moment('stddev_samp'),
  stddev_samp: moment('stddev_samp'),
  stddev_pop: moment('stddev_pop'),
  variance: moment('var_samp'),
  var_samp: moment('var_samp'),
  var_pop: moment('var_pop'),
  covar_pop: moment('covar_pop', 2),
  covar_samp: moment('covar_samp', 2),
  corr: moment('corr', 2),
  percentile: {
    kind: 'aggregate',
    min: 2,
    max: 2,
    of: (args, aggregate, call) => interpolated(arg(args, 0), percentage(args[1], call.name), aggregate, call.name),
  },
  median: {
    kind: 'aggregate',
    min: 1,
    max: 1,
    of: (args, aggregate, call) => interpolated(arg(args, 0), '0.5', aggregate, call.name),
  },
  percentile_cont: within('quantile_cont'),
  percentile_disc: within('quantile_disc'),
};
