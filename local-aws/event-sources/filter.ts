import type { FilterCriteria } from '@aws-sdk/client-lambda';
import { compilePattern } from '../patterns/compilePattern.ts';
import { PatternError } from '../patterns/patternError.ts';
import { invalidValue } from './invalid.ts';

/** The patterns of a request. Throws `InvalidParameterValueException`. */
export function filtersOf({ Filters = [] }: FilterCriteria): string[] {
  if (Filters.length > 5) throw invalidValue('A mapping takes up to five filters.');
  return Filters.map(({ Pattern = '' }) => {
    try {
      compilePattern(JSON.parse(Pattern));
    } catch (error) {
      if (!(error instanceof PatternError || error instanceof SyntaxError)) throw error;
      throw invalidValue(`Invalid filter pattern definition: ${error.message}`);
    }
    return Pattern;
  });
}

/** Whether one of the patterns takes the record; `payload` is the member that holds the text of its data. */
export function recordFilter(patterns: readonly string[], payload: 'data' | 'body') {
  const compiled = patterns.map((text) => {
    const pattern = JSON.parse(text) as Record<string, unknown>;
    const member = pattern[payload];
    const wantsJson = typeof member === 'object' && !Array.isArray(member);
    return { matches: compilePattern(pattern), wantsJson };
  });
  return (record: Record<string, unknown>, text: string): boolean =>
    compiled.length === 0 ||
    compiled.some(({ matches, wantsJson }) => {
      const value = wantsJson ? parsed(text) : text;
      return value !== undefined && matches({ ...record, [payload]: value });
    });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
