import { asText } from '../compile/coercion.ts';
import { sqlInvalid } from '../compile/failure.ts';
import { typed } from '../compile/typed.ts';
import { text } from '../duckdb/quote.ts';
import { notPortable } from '../errors.ts';
import { arrayOf, type DataType, INT, STRING } from '../types/dataType.ts';
import { arg, type Entries, generic, scalar } from './entry.ts';

/** JSON texts. */
export const json: Entries = {
  get_json_object: generic(2, 2, (args, name) => {
    const path = arg(args, 1).literal;
    if (typeof path !== 'string') throw notPortable(`${name} with a computed path`, 'a constant path');
    if (!/^\$(\.[A-Za-z_]\w*|\['[^'\\]+'\]|\[\d+\])*$/.test(path))
      throw notPortable(`the JSON path ${path}`, "names and positions: $.a['b'][0]");
    return typed(`java_json_object(${asText(arg(args, 0), name).sql}, ${text(path)})`, STRING);
  }),
  json_array_length: scalar([STRING], INT, (s) => `java_json_array_length(${s})`),
  json_object_keys: scalar([STRING], arrayOf(STRING), (s) => `spark_text_list(java_json_object_keys(${s}))`),
  to_json: {
    kind: 'special',
    of: (context, call, scope) => {
      const [value, options] = call.arguments;
      if (!value || options) throw notPortable('to_json with options', 'to_json(value)');
      const compiled = context.compile(value.value, scope);
      return typed(toJson(compiled.sql, compiled.type), STRING);
    },
  },
};

/** A value's JSON as Spark writes it: fields that are NULL are left out of a struct. */
const toJson = (sql: string, type: DataType): string => {
  if (type.kind === 'struct') {
    const fields = type.fields.map(({ name, type: of }) => {
      const value = `struct_extract(${sql}, ${text(name)})`;
      return `CASE WHEN ${value} IS NOT NULL THEN ${text(`${JSON.stringify(name)}:`)} || ${jsonValue(value, of)} END`;
    });
    return `CASE WHEN ${sql} IS NULL THEN NULL ELSE '{' || concat_ws(',', ${fields.join(', ')}) || '}' END`;
  }
  if (type.kind === 'array')
    return `CASE WHEN ${sql} IS NULL THEN NULL ELSE '[' || spark_join(list_transform(${sql}, lambda e: coalesce(${jsonValue('e', type.element)}, 'null')), ',') || ']' END`;
  throw sqlInvalid('to_json takes a struct, an array or a map');
};

const jsonValue = (sql: string, type: DataType): string => {
  switch (type.kind) {
    case 'boolean':
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'bigint':
    case 'decimal':
      return `CAST(${sql} AS VARCHAR)`;
    case 'double':
      return `CASE WHEN isfinite(${sql}) THEN spark_double_text(${sql}) ELSE '"' || spark_double_text(${sql}) || '"' END`;
    case 'string':
      return `java_json_text(${sql})`;
    case 'date':
      return `'"' || CAST(${sql} AS VARCHAR) || '"'`;
    case 'struct':
    case 'array':
      return toJson(sql, type);
    default:
      throw notPortable(`to_json of a ${type.kind}`, 'CAST AS STRING first');
  }
};
