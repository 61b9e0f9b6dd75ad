import { asInt, asText } from '../compile/coercion.ts';
import { sqlInvalid } from '../compile/failure.ts';
import { type Typed, typed } from '../compile/typed.ts';
import { text } from '../duckdb/quote.ts';
import { notPortable } from '../errors.ts';
import { arrayOf, INT, STRING } from '../types/dataType.ts';
import { arg, type Entries, generic } from './entry.ts';
import { type Pattern, translate } from './javaPattern.ts';

/** The constant pattern of a call, translated. */
const patternOf = (value: Typed | undefined, name: string, matchOnly = false): Pattern => {
  if (typeof value?.literal !== 'string')
    throw notPortable(`${name} with a computed pattern`, 'a constant pattern, or contains and instr');
  return translate(value.literal, matchOnly);
};

/** Whether the pattern occurs; by DuckDB's engine where it has the pattern's constructs, else by one that goes back as Java's does. */
export const regexMatch = (value: Typed, pattern: Typed): string => {
  if (pattern.type.kind === 'null' || pattern.sql.startsWith('CAST(NULL')) return 'CAST(NULL AS BOOLEAN)';
  const { source, native } = patternOf(pattern, 'RLIKE', true);
  return native ? `regexp_matches(${value.sql}, ${text(source)})` : `java_regex_find(${value.sql}, ${text(source)})`;
};

const group = (value: Typed | undefined, groups: number, name: string): number => {
  if (!value) return 1;
  if (!value.integer || typeof value.literal !== 'string')
    throw notPortable(`${name} with a computed group`, 'a constant group');
  const index = Number(value.literal);
  if (index < 0 || index > groups) throw sqlInvalid(`${name}: the pattern has ${groups} groups, not ${index}`);
  return index;
};

/** Functions of a constant pattern. */
export const regularExpressions: Entries = {
  regexp_replace: generic(3, 4, (args, name) => {
    if (args[3]) throw notPortable(`${name} with a position`, `${name} of substring(x, p)`);
    const { source, native, groups, matchesEmpty } = patternOf(args[1], name);
    const by = arg(args, 2).literal;
    if (typeof by !== 'string') throw notPortable(`${name} with a computed replacement`, 'a constant replacement');
    const s = asText(arg(args, 0), name).sql;
    const plain = !/[$\\]/.test(by);
    if (native && plain && !matchesEmpty)
      return typed(`regexp_replace(${s}, ${text(source)}, ${text(by)}, 'g')`, STRING);
    return typed(`java_regex_replace(${s}, ${text(source)}, ${text(replacement(by, groups))})`, STRING);
  }),
  regexp_extract: generic(2, 3, (args, name) => {
    const { source, native, groups } = patternOf(args[1], name);
    const index = group(args[2], groups, name);
    const s = asText(arg(args, 0), name).sql;
    return typed(
      native
        ? `regexp_extract(${s}, ${text(source)}, ${index})`
        : `java_regex_extract(${s}, ${text(source)}, ${index})`,
      STRING,
    );
  }),
  regexp_substr: generic(2, 2, (args, name) => {
    const { source } = patternOf(args[1], name);
    return typed(`java_regex_substr(${asText(arg(args, 0), name).sql}, ${text(source)})`, STRING);
  }),
  regexp_count: generic(2, 2, (args, name) => {
    const { source } = patternOf(args[1], name);
    return typed(`java_regex_count(${asText(arg(args, 0), name).sql}, ${text(source)})`, INT);
  }),
  regexp_instr: generic(2, 2, (args, name) => {
    const { source } = patternOf(args[1], name);
    return typed(`java_regex_instr(${asText(arg(args, 0), name).sql}, ${text(source)})`, INT);
  }),
  regexp_extract_all: generic(2, 3, (args, name) => {
    const { source, groups } = patternOf(args[1], name);
    const index = group(args[2], groups, name);
    return typed(
      `spark_text_list(java_regex_extract_all(${asText(arg(args, 0), name).sql}, ${text(source)}, ${index}))`,
      arrayOf(STRING),
    );
  }),
  split: generic(2, 3, (args, name) => {
    const pattern = patternOf(args[1], name);
    const s = asText(arg(args, 0), name).sql;
    const limit = args[2] ? asInt(args[2], name).sql : 'CAST(-1 AS INTEGER)';
    if (!args[2] && pattern.literal !== undefined && pattern.literal !== '')
      return typed(`string_split(${s}, ${text(pattern.literal)})`, arrayOf(STRING));
    return typed(`spark_text_list(java_regex_split(${s}, ${text(pattern.source)}, ${limit}))`, arrayOf(STRING));
  }),
};

/** Java's replacement text as JavaScript's: `$1` is a group, a backslash takes the next character as it is. */
const replacement = (by: string, groups: number): string => {
  let result = '';
  for (let at = 0; at < by.length; at++) {
    const character = by[at] ?? '';
    if (character === '\\') {
      const next = by[++at];
      if (next === undefined) throw sqlInvalid('the replacement ends with a backslash');
      result += next === '$' ? '$$' : next;
    } else if (character === '$') {
      const digit = /^\d/.exec(by.slice(at + 1))?.[0];
      if (digit === undefined) throw sqlInvalid(`the replacement ${by} has a $ without a group`);
      if (Number(digit) > groups)
        throw sqlInvalid(`the replacement ${by} names group ${digit}, the pattern has ${groups}`);
      // Two digits are one group only where there are that many; Java and JavaScript agree on the first.
      if (/^\d\d/.test(by.slice(at + 1)) && groups >= 10) throw notPortable('more than 9 groups', 'fewer groups');
      result += digit === '0' ? '$&' : `$${digit}`;
      at++;
    } else result += character;
  }
  return result;
};
