import { SchemaUnsupported } from './schemaError.ts';

/** Facets of one restriction; those of its bases hold as well. */
export interface Facets {
  enumeration?: string[];
  patterns?: RegExp[];
  length?: string;
  minLength?: string;
  maxLength?: string;
  totalDigits?: string;
  fractionDigits?: string;
  minInclusive?: string;
  maxInclusive?: string;
  minExclusive?: string;
  maxExclusive?: string;
}
export interface SimpleType {
  kind: 'simple';
  /** Name of the built-in type that it comes from. */
  base: string;
  facets: Facets[];
}

const number = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;
const integer = /^[+-]?\d+$/;

const isDate = (text: string): boolean => {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?$/.exec(text) ?? [];
  if (!year || year === '0000') return false;
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === `${year}-${month}-${day}`;
};

const isDateTime = (text: string): boolean => {
  const [, date = '', zone = ''] =
    /^(.{10})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(text) ?? [];
  return isDate(`${date}${zone}`);
};

/** Built-in types: whether a text, its white space collapsed unless it is a string, is one of theirs. */
export const builtIns: Record<string, (text: string) => boolean> = {
  string: () => true,
  token: () => true,
  boolean: (text) => /^(true|false|1|0)$/.test(text),
  decimal: (text) => number.test(text),
  integer: (text) => integer.test(text),
  nonNegativeInteger: (text) => integer.test(text) && (!text.startsWith('-') || /^-0+$/.test(text)),
  positiveInteger: (text) => integer.test(text) && !text.startsWith('-') && !/^\+?0+$/.test(text),
  date: isDate,
  dateTime: isDateTime,
};

const isNumber = (base: string): boolean => !['string', 'token', 'boolean', 'date', 'dateTime'].includes(base);

/**
 * A pattern of XML Schema as an expression: it must match the whole text. What means something else in JavaScript is refused.
 * https://www.w3.org/TR/xmlschema-2/#regexs
 */
export const compilePattern = (pattern: string): RegExp => {
  if (/\\[icICbB]|\\p\{Is|-\[|\\[1-9]|\(\?/.test(pattern) || /(^|[^\\[])[\^$]/.test(pattern))
    throw new SchemaUnsupported(`the pattern ${pattern} is not supported: it means something else in JavaScript`);
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch (cause) {
    throw new SchemaUnsupported(`the pattern ${pattern} is not supported: ${(cause as Error).message}`, { cause });
  }
};

/** Digits before and behind the point that count. */
const digitsOf = (text: string): { total: number; fraction: number } => {
  const [whole = '', fraction = ''] = text.replace(/^[+-]/, '').split('.');
  const kept = fraction.replace(/0+$/, '');
  const front = whole.replace(/^0+/, '');
  return {
    fraction: kept.length,
    total: front === '' ? kept.replace(/^0+/, '').length || 1 : front.length + kept.length,
  };
};

const scale = 40;
const scaled = (text: string): bigint => {
  const [whole = '', fraction = ''] = text.replace(/^[+-]/, '').split('.');
  const value = BigInt(`${whole || '0'}${fraction.slice(0, scale).padEnd(scale, '0')}`);
  return text.startsWith('-') ? -value : value;
};

/** Negative, 0 or positive: numbers exactly, dates and texts by their text. */
const compare = (base: string, left: string, right: string): number => {
  if (!isNumber(base)) return left < right ? -1 : left > right ? 1 : 0;
  const difference = scaled(left) - scaled(right);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

const brokenFacet = (base: string, text: string, facets: Facets): string | undefined => {
  const size = [...text].length;
  const is = (name: keyof Facets, holds: (limit: string) => boolean): string | undefined => {
    const limit = facets[name];
    return typeof limit !== 'string' || holds(limit) ? undefined : `breaks ${name} ${limit}`;
  };
  if (
    facets.enumeration &&
    !facets.enumeration.some((value) => (isNumber(base) ? compare(base, value, text) === 0 : value === text))
  )
    return `is none of ${facets.enumeration.join(', ')}`;
  if (facets.patterns && !facets.patterns.some((pattern) => pattern.test(text))) return 'does not match the pattern';
  return (
    is('length', (limit) => size === Number(limit)) ??
    is('minLength', (limit) => size >= Number(limit)) ??
    is('maxLength', (limit) => size <= Number(limit)) ??
    is('totalDigits', (limit) => digitsOf(text).total <= Number(limit)) ??
    is('fractionDigits', (limit) => digitsOf(text).fraction <= Number(limit)) ??
    is('minInclusive', (limit) => compare(base, text, limit) >= 0) ??
    is('maxInclusive', (limit) => compare(base, text, limit) <= 0) ??
    is('minExclusive', (limit) => compare(base, text, limit) > 0) ??
    is('maxExclusive', (limit) => compare(base, text, limit) < 0)
  );
};

/** Why a text is no value of a type; undefined where it is one. */
export const brokenRule = (type: SimpleType, raw: string): string | undefined => {
  const text = type.base === 'string' ? raw : raw.replace(/[ \t\r\n]+/g, ' ').trim();
  if (!builtIns[type.base]?.(text)) return `is no xs:${type.base}`;
  for (const facets of type.facets) {
    const broken = brokenFacet(type.base, text, facets);
    if (broken) return broken;
  }
  return undefined;
};
