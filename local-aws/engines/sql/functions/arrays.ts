import { argument, asInt, asText, coerced, isIntegral, isTimestamp, unified } from '../compile/coercion.ts';
import { mismatch, sqlInvalid } from '../compile/failure.ts';
import { isInterval } from '../compile/intervals.ts';
import { type Typed, typed } from '../compile/typed.ts';
import { notPortable } from '../errors.ts';
import { arrayOf, BIGINT, BOOLEAN, type DataType, INT, NULL, STRING, typeName } from '../types/dataType.ts';
import { duckdbType } from '../types/duckdbType.ts';
import { arg, type Entries, type Entry, generic } from './entry.ts';

export const listOf = (value: Typed, name: string): { sql: string; element: DataType } => {
  if (value.type.kind !== 'array') throw mismatch(name, 'an array', value.type);
  return { sql: value.sql, element: value.type.element };
};

/** A function of one list. */
const unary = (of: (list: string, element: DataType) => Typed): Entry =>
  generic(1, 1, (args, name) => {
    const { sql, element } = listOf(arg(args, 0), name);
    return of(sql, element);
  });

/** A function of a list and a value of its elements' type. */
const withItem = (of: (list: string, item: string, type: DataType) => Typed): Entry =>
  generic(2, 2, (args, name) => {
    const { element } = listOf(arg(args, 0), name);
    const item = arg(args, 1).type;
    const texts = [element, item].filter(({ kind }) => kind === 'string').length;
    if (texts === 1 && element.kind !== 'null' && item.kind !== 'null') throw mismatch(name, typeName(element), item);
    const { type } = unified([{ sql: '', type: element }, arg(args, 1)], name);
    return of(coerced(arg(args, 0), arrayOf(type)).sql, coerced(arg(args, 1), type).sql, type);
  });

/** A function of two lists of one type. */
const ofTwo = (of: (left: string, right: string, type: DataType) => Typed): Entry =>
  generic(2, 2, (args, name) => {
    const { values, type } = unified(args, name);
    if (type.kind !== 'array') throw mismatch(name, 'two arrays', type);
    return of(arg(values, 0).sql, arg(values, 1).sql, type);
  });

const size: Entry = generic(1, 1, (args, name) => {
  const value = arg(args, 0);
  if (value.type.kind === 'map') return typed(`CAST(cardinality(${value.sql}) AS INTEGER)`, INT);
  return typed(`CAST(len(${listOf(value, name).sql}) AS INTEGER)`, INT);
});

const sequence = (args: readonly Typed[], name: string): Typed => {
  const [start, stop, step] = [arg(args, 0), arg(args, 1), args[2]];
  if (isIntegral(start.type) && isIntegral(stop.type)) {
    const { values, type } = unified(step ? [start, stop, step] : [start, stop], name);
    const [a, b, by] = values.map(({ sql }) => `CAST(${sql} AS BIGINT)`);
    const list = `spark_sequence(${a}, ${b}, ${by ?? `CASE WHEN ${a} <= ${b} THEN 1 ELSE -1 END`})`;
    return typed(`CAST(${list} AS ${duckdbType(type)}[])`, arrayOf(type));
  }
  const { values, type } = unified([start, stop], name);
  if (type.kind !== 'date' && !isTimestamp(type)) throw mismatch(name, 'integers, dates or timestamps', type);
  if (step && !isInterval(step.type)) throw mismatch(name, 'an interval', step.type);
  if (step?.type.kind === 'interval' && step.type.family === 'year month')
    throw notPortable('sequence by months', 'sequence of integers with add_months');
  if (!step && type.kind !== 'date')
    throw notPortable('sequence of timestamps without a step', 'an interval as the step');
  const [a, b] = values.map(({ sql }) => `CAST(${sql} AS TIMESTAMP)`);
  const by = step?.sql ?? `CASE WHEN ${a} <= ${b} THEN to_days(1) ELSE to_days(-1) END`;
  return typed(`CAST(generate_series(${a}, ${b}, ${by}) AS ${duckdbType(type)}[])`, arrayOf(type));
};

/** Arrays. */
export const arrays: Entries = {
  array: generic(0, 999, (args, name) => {
    if (args.length === 0) return typed('CAST([] AS INTEGER[])', arrayOf(NULL));
    const { values, type } = unified(args, name);
    return typed(`CAST([${values.map(({ sql }) => sql).join(', ')}] AS ${duckdbType(type)}[])`, arrayOf(type));
  }),
  size,
  cardinality: size,
  array_size: unary((list) => typed(`CAST(len(${list}) AS INTEGER)`, INT)),
  get: generic(2, 2, (args, name) => {
    const { sql, element } = listOf(arg(args, 0), name);
    const at = asInt(arg(args, 1), name).sql;
    return typed(`CASE WHEN ${at} >= 0 THEN list_extract(${sql}, ${at} + 1) END`, element);
  }),
  element_at: generic(2, 2, (args, name) => itemAt(args, name, 'spark_element_at')),
  try_element_at: generic(2, 2, (args, name) => itemAt(args, name, 'spark_try_element_at')),
  array_contains: withItem((list, item) => typed(`spark_array_contains(${list}, ${item})`, BOOLEAN)),
  array_position: withItem((list, item) =>
    typed(
      `CASE WHEN ${list} IS NULL OR ${item} IS NULL THEN NULL ELSE CAST(coalesce(list_position(${list}, ${item}), 0) AS BIGINT) END`,
      BIGINT,
    ),
  ),
  array_max: unary((list, element) => typed(`list_max(${list})`, element)),
  array_min: unary((list, element) => typed(`list_min(${list})`, element)),
  sort_array: generic(1, 2, (args, name) => {
    const { sql, element } = listOf(arg(args, 0), name);
    const up = args[1]?.literal ?? true;
    if (args[1] && typeof args[1].literal !== 'boolean')
      throw notPortable(`${name} with a computed order`, 'true or false');
    return typed(
      up ? `list_sort(${sql}, 'ASC', 'NULLS FIRST')` : `list_sort(${sql}, 'DESC', 'NULLS LAST')`,
      arrayOf(element),
    );
  }),
  array_distinct: unary((list, element) => typed(`spark_array_distinct(${list})`, arrayOf(element))),
  array_remove: withItem((list, item, type) =>
    typed(
      `CASE WHEN ${item} IS NULL THEN NULL ELSE list_filter(${list}, lambda e: e IS DISTINCT FROM ${item}) END`,
      arrayOf(type),
    ),
  ),
  array_append: withItem((list, item, type) =>
    typed(`CASE WHEN ${list} IS NULL THEN NULL ELSE list_append(${list}, ${item}) END`, arrayOf(type)),
  ),
  array_prepend: withItem((list, item, type) =>
    typed(`CASE WHEN ${list} IS NULL THEN NULL ELSE list_prepend(${item}, ${list}) END`, arrayOf(type)),
  ),
  array_compact: unary((list, element) => typed(`list_filter(${list}, lambda e: e IS NOT NULL)`, arrayOf(element))),
  array_repeat: generic(2, 2, (args, name) => {
    const item = arg(args, 0);
    return typed(
      `list_transform(range(CAST(greatest(${asInt(arg(args, 1), name).sql}, 0) AS BIGINT)), lambda e: ${item.sql === 'NULL' ? 'CAST(NULL AS INTEGER)' : item.sql})`,
      arrayOf(item.type),
    );
  }),
  array_join: generic(2, 3, (args, name) => {
    const list = coerced(arg(args, 0), arrayOf(STRING)).sql;
    const shown = args[2]
      ? `list_transform(${list}, lambda e: coalesce(e, ${asText(args[2], name).sql}))`
      : `list_filter(${list}, lambda e: e IS NOT NULL)`;
    return typed(`spark_join(${shown}, ${asText(arg(args, 1), name).sql})`, STRING);
  }),
  array_union: ofTwo((a, b, type) =>
    typed(
      `CASE WHEN ${a} IS NULL OR ${b} IS NULL THEN NULL ELSE spark_array_distinct(list_concat(${a}, ${b})) END`,
      type,
    ),
  ),
  array_intersect: ofTwo((a, b, type) =>
    typed(
      `CASE WHEN ${a} IS NULL OR ${b} IS NULL THEN NULL ELSE list_filter(spark_array_distinct(${a}), lambda e: spark_has(${b}, e)) END`,
      type,
    ),
  ),
  array_except: ofTwo((a, b, type) =>
    typed(
      `CASE WHEN ${a} IS NULL OR ${b} IS NULL THEN NULL ELSE list_filter(spark_array_distinct(${a}), lambda e: NOT spark_has(${b}, e)) END`,
      type,
    ),
  ),
  arrays_overlap: ofTwo((a, b) => typed(`spark_arrays_overlap(${a}, ${b})`, BOOLEAN)),
  flatten: unary((list, element) => {
    if (element.kind !== 'array') throw mismatch('flatten', 'an array of arrays', element);
    return typed(
      `CASE WHEN len(list_filter(${list}, lambda e: e IS NULL)) > 0 THEN NULL ELSE flatten(${list}) END`,
      element,
    );
  }),
  slice: generic(3, 3, (args, name) => {
    const { sql, element } = listOf(arg(args, 0), name);
    return typed(
      `spark_slice(${sql}, ${asInt(arg(args, 1), name).sql}, ${asInt(arg(args, 2), name).sql})`,
      arrayOf(element),
    );
  }),
  sequence: generic(2, 3, sequence),
};

const itemAt = (args: readonly Typed[], name: string, macro: string): Typed => {
  const value = arg(args, 0);
  if (value.type.kind === 'map')
    return typed(
      `map_extract_value(${value.sql}, ${argument(arg(args, 1), value.type.key, name).sql})`,
      value.type.value,
    );
  if (arg(args, 1).type.kind === 'bigint') throw sqlInvalid(`${name}: the index is an INT`);
  const { sql, element } = listOf(value, name);
  return typed(`${macro}(${sql}, ${asInt(arg(args, 1), name).sql})`, element);
};
