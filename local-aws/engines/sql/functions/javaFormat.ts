import { asText, coerced, isIntegral } from '../compile/coercion.ts';
import { type Typed, typed } from '../compile/typed.ts';
import { text } from '../duckdb/quote.ts';
import { notPortable } from '../errors.ts';
import { BIGINT, STRING } from '../types/dataType.ts';

/** `format_string` with a constant format of %s, %d, %5d, %-5d, %05d, %10s, %-10s and %%; all else is refused. */
export const javaFormat = (args: readonly Typed[], name: string): Typed => {
  const [format, ...values] = args;
  if (typeof format?.literal !== 'string') throw notPortable(`${name} with a computed format`, 'a constant format');
  const parts: string[] = [];
  let used = 0;
  const rest = format.literal.replace(
    /([^%]+)|%(-|0)?(\d+)?([sd%])/g,
    (_all, plain?: string, flag?: string, width?: string, kind?: string) => {
      if (plain !== undefined) parts.push(text(plain));
      else if (kind === '%' && !flag && !width) parts.push("'%'");
      else parts.push(padded(valueText(values[used++], kind, name), flag, width, kind));
      return '';
    },
  );
  if (rest !== '') throw notPortable(`${name} with '${format.literal}'`, '%s, %d, a width, - or 0');
  return typed(`(${["''", ...parts].join(' || ')})`, STRING);
};

/** NULL is printed as the word. */
const valueText = (value: Typed | undefined, kind: string | undefined, name: string): string => {
  if (!value) throw notPortable(`${name} with fewer values than places`, 'a value for each');
  if (kind === 's') return `coalesce(${asText(value, name).sql}, 'null')`;
  if (value.type.kind !== 'null' && !isIntegral(value.type)) throw notPortable(`%d of a ${value.type.kind}`, '%s');
  return `coalesce(CAST(${coerced(value, BIGINT).sql} AS VARCHAR), 'null')`;
};

const padded = (
  value: string,
  flag: string | undefined,
  width: string | undefined,
  kind: string | undefined,
): string => {
  if (width === undefined) {
    if (flag) throw notPortable(`the flag ${flag} without a width`, 'a width');
    return value;
  }
  if (flag === '-')
    return `CASE WHEN length(${value}) >= ${width} THEN ${value} ELSE rpad(${value}, ${width}, ' ') END`;
  if (flag !== '0')
    return `CASE WHEN length(${value}) >= ${width} THEN ${value} ELSE lpad(${value}, ${width}, ' ') END`;
  if (kind !== 'd') throw notPortable('%0s', '%s or lpad');
  return `CASE WHEN length(${value}) >= ${width} OR ${value} = 'null' THEN lpad(${value}, CAST(greatest(length(${value}), ${width}) AS INTEGER), ' ') WHEN starts_with(${value}, '-') THEN '-' || lpad(substring(${value}, 2), ${width} - 1, '0') ELSE lpad(${value}, ${width}, '0') END`;
};
