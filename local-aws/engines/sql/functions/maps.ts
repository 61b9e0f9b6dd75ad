import { argument, asText, coerced, unified } from '../compile/coercion.ts';
import { mismatch, sqlInvalid } from '../compile/failure.ts';
import { type Typed, typed } from '../compile/typed.ts';
import { text } from '../duckdb/quote.ts';
import { notPortable } from '../errors.ts';
import { arrayOf, BOOLEAN, type DataType, mapOf, STRING, structOf } from '../types/dataType.ts';
import { duckdbType } from '../types/duckdbType.ts';
import { listOf } from './arrays.ts';
import { arg, type Entries, generic } from './entry.ts';

const mapType = (value: Typed, name: string): Extract<DataType, { kind: 'map' }> => {
  if (value.type.kind !== 'map') throw mismatch(name, 'a map', value.type);
  return value.type;
};

/** Maps. Keys are in the order they are given in, as in Spark; a key that comes twice raises in both. */
export const maps: Entries = {
  map: generic(0, 998, (args, name) => {
    if (args.length === 0) throw notPortable('map() without entries', 'a map with its entries');
    if (args.length % 2 === 1) throw sqlInvalid('map takes keys and values in pairs');
    const keys = unified(
      args.filter((_value, at) => at % 2 === 0),
      name,
    );
    const values = unified(
      args.filter((_value, at) => at % 2 === 1),
      name,
    );
    const type = mapOf(keys.type, values.type);
    const list = (items: readonly Typed[], of: DataType) =>
      `CAST([${items.map(({ sql }) => sql).join(', ')}] AS ${duckdbType(of)}[])`;
    return typed(`map(${list(keys.values, keys.type)}, ${list(values.values, values.type)})`, type);
  }),
  map_from_arrays: generic(2, 2, (args, name) => {
    const [keys, values] = [listOf(arg(args, 0), name), listOf(arg(args, 1), name)];
    return typed(`map(${keys.sql}, ${values.sql})`, mapOf(keys.element, values.element));
  }),
  map_keys: generic(1, 1, (args, name) =>
    typed(`map_keys(${arg(args, 0).sql})`, arrayOf(mapType(arg(args, 0), name).key)),
  ),
  map_values: generic(1, 1, (args, name) =>
    typed(`map_values(${arg(args, 0).sql})`, arrayOf(mapType(arg(args, 0), name).value)),
  ),
  map_entries: generic(1, 1, (args, name) => {
    const { key, value } = mapType(arg(args, 0), name);
    return typed(
      `map_entries(${arg(args, 0).sql})`,
      arrayOf(
        structOf([
          { name: 'key', type: key },
          { name: 'value', type: value },
        ]),
      ),
    );
  }),
  map_contains_key: generic(2, 2, (args, name) => {
    const { key } = mapType(arg(args, 0), name);
    return typed(`list_contains(map_keys(${arg(args, 0).sql}), ${argument(arg(args, 1), key, name).sql})`, BOOLEAN);
  }),
  str_to_map: generic(1, 3, (args, name) => {
    const [pairs, pair = textOf(','), colon = textOf(':')] = args;
    if (
      typeof pair?.literal !== 'string' ||
      typeof colon?.literal !== 'string' ||
      /[\\.*+?^${}()|[\]]/.test(pair.literal + colon.literal)
    )
      throw notPortable('str_to_map with patterns', 'constant delimiters without operators');
    const list = `string_split(${asText(pairs as Typed, name).sql}, ${text(pair.literal)})`;
    const part = (e: string, at: number) => `list_extract(string_split(${e}, ${text(colon.literal as string)}), ${at})`;
    const rest = `CASE WHEN contains(e, ${text(colon.literal)}) THEN substring(e, instr(e, ${text(colon.literal)}) + ${colon.literal.length}) END`;
    return typed(
      `map(list_transform(${list}, lambda e: ${part('e', 1)}), list_transform(${list}, lambda e: ${rest}))`,
      mapOf(STRING, STRING),
    );
  }),
};

const textOf = (value: string): Typed => coerced({ sql: text(value), type: STRING, literal: value }, STRING);
