import { ExpressionError } from './expressionError.ts';

/** One field of a cron expression: its bounds, and the names AWS takes in place of numbers. */
export interface FieldRange {
  name: string;
  low: number;
  high: number;
  names?: readonly string[];
}

/** The values a field stands for: lists, ranges and steps (`1,5`, `MON-FRI`, `0/15`). `*` and `?` are all of them. Throws `ExpressionError`. */
export function fieldValues(text: string, range: FieldRange): Set<number> {
  const values = new Set<number>();
  for (const item of text.split(',')) {
    const [span = '', step, ...rest] = item.split('/');
    if (rest.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) throw refused(text, range);
    const [from, to] = bounds(span, step !== undefined, text, range);
    for (let value = from; value <= to; value += Number(step ?? 1)) values.add(value);
  }
  return values;
}

function bounds(span: string, stepped: boolean, text: string, range: FieldRange): [number, number] {
  if (span === '*' || span === '?') return [range.low, range.high];
  const [first = '', last, ...rest] = span.split('-');
  const from = fieldNumber(first, text, range);
  const to = last === undefined ? (stepped ? range.high : from) : fieldNumber(last, text, range);
  if (rest.length > 0 || to < from) throw refused(text, range);
  return [from, to];
}

/** A number or a name of the field. Throws `ExpressionError` when it is out of the field's range. */
export function fieldNumber(text: string, field: string, range: FieldRange): number {
  const named = range.names?.indexOf(text.toUpperCase()) ?? -1;
  const value = named >= 0 ? named + range.low : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= range.low && value <= range.high)) throw refused(field, range);
  return value;
}

export const refused = (text: string, range: FieldRange) =>
  new ExpressionError(
    `the ${range.name} field "${text}" is not valid: expected values from ${range.low} to ${range.high}`,
  );
