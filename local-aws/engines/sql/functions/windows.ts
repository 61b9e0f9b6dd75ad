import { castSql } from '../compile/cast.ts';
import { argument, asInt, isIntegral, isNumeric } from '../compile/coercion.ts';
import { sqlInvalid } from '../compile/failure.ts';
import { type Typed, typed } from '../compile/typed.ts';
import { type DataType, DOUBLE, INT } from '../types/dataType.ts';
import { duckdbType } from '../types/duckdbType.ts';
import { arg, type Entries, type Entry } from './entry.ts';

const rank = (name: string, type: DataType): Entry => ({
  kind: 'window',
  min: 0,
  max: 0,
  of: (_args, aggregate) => typed(`CAST(${aggregate(name, [])} AS ${duckdbType(type)})`, type),
});

/** Cast to the column's type, whatever it loses. */
const defaultValue = (value: Typed, type: DataType, name: string): string =>
  isNumeric(value.type) && isIntegral(type) ? castSql(value, type, 'ansi') : argument(value, type, name).sql;

const offset = (name: 'lag' | 'lead'): Entry => ({
  kind: 'window',
  min: 1,
  max: 3,
  of: (args, aggregate, call) => {
    const value = arg(args, 0);
    const by = args[1] ? asInt(args[1], name).sql : '1';
    const { type } = value;
    const rest = args[2] ? [defaultValue(args[2], type, name)] : [];
    const options = call.nulls === 'IGNORE' ? { nulls: ' IGNORE NULLS' } : {};
    return typed(aggregate(name, [value.sql, by, ...rest], options), type);
  },
});

/** Functions that only a window has. */
export const windows: Entries = {
  row_number: rank('row_number', INT),
  rank: rank('rank', INT),
  dense_rank: rank('dense_rank', INT),
  percent_rank: rank('percent_rank', DOUBLE),
  cume_dist: rank('cume_dist', DOUBLE),
  ntile: {
    kind: 'window',
    min: 1,
    max: 1,
    of: (args, aggregate) => {
      const count = arg(args, 0);
      if (!count.integer || Number(count.literal) < 1) throw sqlInvalid('ntile takes a constant number from 1 up');
      return typed(`CAST(${aggregate('ntile', [count.sql])} AS INTEGER)`, INT);
    },
  },
  lag: offset('lag'),
  lead: offset('lead'),
  nth_value: {
    kind: 'window',
    min: 2,
    max: 2,
    of: (args, aggregate, call) =>
      typed(
        aggregate(
          'nth_value',
          [arg(args, 0).sql, asInt(arg(args, 1), 'nth_value').sql],
          call.nulls === 'IGNORE' ? { nulls: ' IGNORE NULLS' } : {},
        ),
        arg(args, 0).type,
      ),
  },
};
