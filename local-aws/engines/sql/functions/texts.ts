import { asInt, asText, coerced, unified } from '../compile/coercion.ts';
import { mismatch } from '../compile/failure.ts';
import { type Typed, typed } from '../compile/typed.ts';
import { text } from '../duckdb/quote.ts';
import { notPortable } from '../errors.ts';
import { arrayOf, BINARY, BOOLEAN, INT, STRING } from '../types/dataType.ts';
import { arg, type Entries, type Entry, generic, scalar } from './entry.ts';
import { javaFormat } from './javaFormat.ts';
import { regexMatch, regularExpressions } from './regularExpressions.ts';

const one = (sql: (s: string) => string): Entry => scalar([STRING], STRING, sql);
const test = (sql: (s: string, x: string) => string): Entry => scalar([STRING, STRING], BOOLEAN, sql);

const concat = (args: readonly Typed[], name: string): Typed => {
  if (args.length === 0) return typed("''", STRING);
  if (args.some(({ type }) => type.kind === 'array')) {
    const { values, type } = unified(args, name);
    const lists = values.map(({ sql }) => sql);
    const joined = lists.reduce((left, right) => `list_concat(${left}, ${right})`);
    return typed(`CASE WHEN ${lists.map((list) => `${list} IS NULL`).join(' OR ')} THEN NULL ELSE ${joined} END`, type);
  }
  if (args.some(({ type }) => type.kind === 'binary')) throw notPortable('concat of binaries', 'concat of texts');
  return typed(`(${args.map((value) => asText(value, name).sql).join(' || ')})`, STRING);
};

/** Texts and arrays of texts; NULLs are left out. */
const concatWs = (args: readonly Typed[], name: string): Typed => {
  const [separator, ...rest] = args;
  const lists = rest.map((value) =>
    value.type.kind === 'array'
      ? `coalesce(${coerced(value, arrayOf(STRING)).sql}, CAST([] AS VARCHAR[]))`
      : `[${asText(value, name).sql}]`,
  );
  const all =
    lists.length === 0 ? 'CAST([] AS VARCHAR[])' : lists.reduce((left, right) => `list_concat(${left}, ${right})`);
  return typed(
    `spark_join(list_filter(${all}, lambda e: e IS NOT NULL), ${asText(separator as Typed, name).sql})`,
    STRING,
  );
};

const padded = (side: 'lpad' | 'rpad'): Entry =>
  generic(2, 3, (args, name) => {
    if (arg(args, 0).type.kind === 'binary') throw notPortable(`${name} of a binary`, `${name} of a text`);
    const fill = args[2] ? asText(args[2], name).sql : "' '";
    return typed(`spark_${side}(${asText(arg(args, 0), name).sql}, ${asInt(arg(args, 1), name).sql}, ${fill})`, STRING);
  });

/** `ltrim(characters, s)`, or `ltrim(s)` of spaces. */
const trimmed = (side: 'ltrim' | 'rtrim'): Entry =>
  generic(1, 2, (args, name) => {
    const [first, second] = args.map((value) => asText(value, name).sql);
    return typed(second === undefined ? `${side}(${first}, ' ')` : `spark_${side}(${second}, ${first})`, STRING);
  });

const substring: Entry = generic(2, 3, (args, name) => {
  const value = arg(args, 0);
  if (value.type.kind === 'binary') throw notPortable(`${name} of a binary`, `${name} of a text`);
  const length = args[2] ? asInt(args[2], name).sql : 'CAST(2147483647 AS INTEGER)';
  return typed(
    `spark_substring(${asText(value, name).sql}, CAST(${asInt(arg(args, 1), name).sql} AS BIGINT), CAST(${length} AS BIGINT))`,
    STRING,
  );
});

const length = (count: (s: string) => string, bytes: (s: string) => string): Entry =>
  generic(1, 1, (args, name) => {
    const value = arg(args, 0);
    const sql = value.type.kind === 'binary' ? bytes(value.sql) : count(asText(value, name).sql);
    return typed(`CAST(${sql} AS INTEGER)`, INT);
  });

/** Texts. Beyond ASCII the case of letters, reversal and distance are Java's, computed outside of DuckDB. */
export const texts: Entries = {
  ...regularExpressions,
  concat: generic(0, 99, concat),
  concat_ws: generic(1, 99, concatWs),
  upper: one((s) => `spark_upper(${s})`),
  ucase: one((s) => `spark_upper(${s})`),
  lower: one((s) => `spark_lower(${s})`),
  lcase: one((s) => `spark_lower(${s})`),
  initcap: one((s) => `java_initcap(${s})`),
  length: length(
    (s) => `length(${s})`,
    (b) => `octet_length(${b})`,
  ),
  len: length(
    (s) => `length(${s})`,
    (b) => `octet_length(${b})`,
  ),
  char_length: length(
    (s) => `length(${s})`,
    (b) => `octet_length(${b})`,
  ),
  character_length: length(
    (s) => `length(${s})`,
    (b) => `octet_length(${b})`,
  ),
  octet_length: length(
    (s) => `strlen(${s})`,
    (b) => `octet_length(${b})`,
  ),
  bit_length: length(
    (s) => `strlen(${s}) * 8`,
    (b) => `octet_length(${b}) * 8`,
  ),
  trim: one((s) => `trim(${s}, ' ')`),
  btrim: generic(1, 2, (args, name) => {
    const [s, characters] = args.map((value) => asText(value, name).sql);
    return typed(
      characters === undefined ? `trim(${s}, ' ')` : `spark_ltrim(spark_rtrim(${s}, ${characters}), ${characters})`,
      STRING,
    );
  }),
  ltrim: trimmed('ltrim'),
  rtrim: trimmed('rtrim'),
  lpad: padded('lpad'),
  rpad: padded('rpad'),
  substring,
  substr: substring,
  left: scalar(
    [STRING, INT],
    STRING,
    (s, n) => `CASE WHEN ${s} IS NOT NULL THEN spark_substring(${s}, 1, CAST(greatest(${n}, 0) AS BIGINT)) END`,
  ),
  right: scalar(
    [STRING, INT],
    STRING,
    (s, n) =>
      `CASE WHEN ${n} <= 0 THEN CASE WHEN ${s} IS NOT NULL THEN '' END ELSE spark_substring(${s}, -CAST(${n} AS BIGINT), 2147483647) END`,
  ),
  replace: {
    kind: 'scalar',
    min: 2,
    max: 3,
    of: (args, name) => {
      const [s, search, by = "''"] = args.map((value) => asText(value, name).sql);
      return typed(`CASE WHEN ${search} = '' THEN ${s} ELSE replace(${s}, ${search}, ${by}) END`, STRING);
    },
  },
  translate: scalar([STRING, STRING, STRING], STRING, (s, from, to) => `java_translate(${s}, ${from}, ${to})`),
  overlay: generic(3, 4, (args, name) => {
    const [s, by] = [asText(arg(args, 0), name).sql, asText(arg(args, 1), name).sql];
    const at = `CAST(${asInt(arg(args, 2), name).sql} AS BIGINT)`;
    const count = args[3] ? `CAST(${asInt(args[3], name).sql} AS BIGINT)` : 'CAST(-1 AS BIGINT)';
    return typed(`spark_overlay(${s}, ${by}, ${at}, ${count})`, STRING);
  }),
  repeat: scalar([STRING, INT], STRING, (s, n) => `repeat(${s}, greatest(${n}, 0))`),
  space: scalar([INT], STRING, (n) => `repeat(' ', greatest(${n}, 0))`),
  reverse: generic(1, 1, (args, name) => {
    const value = arg(args, 0);
    if (value.type.kind === 'array') return typed(`list_reverse(${value.sql})`, value.type);
    return typed(`spark_reverse(${asText(value, name).sql})`, STRING);
  }),
  ascii: scalar([STRING], INT, (s) => `CAST(CASE WHEN ${s} = '' THEN 0 ELSE ascii(${s}) END AS INTEGER)`),
  chr: scalar(
    [{ kind: 'bigint' }],
    STRING,
    (n) => `CASE WHEN ${n} < 0 THEN '' ELSE chr(CAST(${n} % 256 AS INTEGER)) END`,
  ),
  char: scalar(
    [{ kind: 'bigint' }],
    STRING,
    (n) => `CASE WHEN ${n} < 0 THEN '' ELSE chr(CAST(${n} % 256 AS INTEGER)) END`,
  ),
  instr: scalar([STRING, STRING], INT, (s, x) => `CAST(instr(${s}, ${x}) AS INTEGER)`),
  charindex: generic(2, 3, (args, name) => located(arg(args, 0), arg(args, 1), args[2], name)),
  locate: generic(2, 3, (args, name) => located(arg(args, 0), arg(args, 1), args[2], name)),
  position: generic(2, 3, (args, name) => located(arg(args, 0), arg(args, 1), args[2], name)),
  contains: test((s, x) => `contains(${s}, ${x})`),
  startswith: test((s, x) => `starts_with(${s}, ${x})`),
  endswith: test((s, x) => `ends_with(${s}, ${x})`),
  like: generic(2, 2, (args, name) => {
    const pattern = arg(args, 1).literal;
    if (typeof pattern !== 'string' || pattern.includes('\\'))
      throw notPortable('the function like with escapes', 'the operator LIKE');
    return typed(`(${asText(arg(args, 0), name).sql} LIKE ${arg(args, 1).sql})`, BOOLEAN);
  }),
  rlike: generic(2, 2, (args, name) =>
    typed(regexMatch(asText(arg(args, 0), name), asText(arg(args, 1), name)), BOOLEAN),
  ),
  regexp_like: generic(2, 2, (args, name) =>
    typed(regexMatch(asText(arg(args, 0), name), asText(arg(args, 1), name)), BOOLEAN),
  ),
  regexp: generic(2, 2, (args, name) =>
    typed(regexMatch(asText(arg(args, 0), name), asText(arg(args, 1), name)), BOOLEAN),
  ),
  split_part: scalar([STRING, STRING, INT], STRING, (s, d, n) => `spark_split_part(${s}, ${d}, ${n})`),
  substring_index: scalar([STRING, STRING, INT], STRING, (s, d, n) => `spark_substring_index(${s}, ${d}, ${n})`),
  find_in_set: scalar(
    [STRING, STRING],
    INT,
    (x, list) =>
      `CAST(CASE WHEN contains(${x}, ',') THEN 0 ELSE coalesce(list_position(string_split(${list}, ','), ${x}), 0) + CASE WHEN ${list} IS NULL OR ${x} IS NULL THEN NULL ELSE 0 END END AS INTEGER)`,
  ),
  levenshtein: generic(2, 3, (args, name) => {
    const [a, b] = [asText(arg(args, 0), name).sql, asText(arg(args, 1), name).sql];
    const limit = args[2] ? asInt(args[2], name).sql : 'CAST(-1 AS INTEGER)';
    return typed(`java_levenshtein(${a}, ${b}, ${limit})`, INT);
  }),
  soundex: one((s) => `java_soundex(${s})`),
  elt: generic(2, 99, (args, name) => {
    const [index, ...values] = args;
    const at = asInt(index as Typed, name).sql;
    const list = values.map((value) => asText(value, name).sql);
    return typed(
      `CASE WHEN ${at} < 1 OR ${at} > ${list.length} THEN error('INVALID_ARRAY_INDEX: elt') ELSE ([${list.join(', ')}])[${at}] END`,
      STRING,
    );
  }),
  format_string: generic(1, 99, javaFormat),
  printf: generic(1, 99, javaFormat),
  base64: generic(1, 1, (args, name) => typed(`base64(${bytes(arg(args, 0), name)})`, STRING)),
  unbase64: scalar([STRING], BINARY, (s) => `from_base64(${s})`),
  encode: generic(2, 2, (args, name) => {
    utf8(arg(args, 1), name);
    return typed(`encode(${asText(arg(args, 0), name).sql})`, BINARY);
  }),
  decode: generic(2, 2, (args, name) => {
    utf8(arg(args, 1), name);
    return typed(`decode(${bytes(arg(args, 0), name)})`, STRING);
  }),
  quote: one((s) => `('''' || replace(${s}, '''', chr(92) || '''') || '''')`),
  luhn_check: scalar([STRING], BOOLEAN, (s) => `java_luhn(${s})`),
};

const located = (x: Typed, s: Typed, from: Typed | undefined, name: string): Typed => {
  const [search, value] = [asText(x, name).sql, asText(s, name).sql];
  const start = from ? asInt(from, name).sql : 'CAST(1 AS INTEGER)';
  return typed(`CAST(spark_locate(${search}, ${value}, ${start}) AS INTEGER)`, INT);
};

const bytes = (value: Typed, name: string): string => {
  if (value.type.kind === 'binary') return value.sql;
  if (value.type.kind === 'string' || value.type.kind === 'null') return `encode(${coerced(value, STRING).sql})`;
  throw mismatch(name, 'binary', value.type);
};

const utf8 = (charset: Typed, name: string): void => {
  if (typeof charset.literal !== 'string' || charset.literal.toUpperCase() !== 'UTF-8')
    throw notPortable(`${name} with a character set but UTF-8`, `${name}(x, ${text('UTF-8')})`);
};
