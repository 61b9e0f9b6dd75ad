import { formatRule } from '../language/format.ts';
import { parseRuleset } from '../language/parse.ts';
import type { Miss, Text } from './cases.ts';

export interface TextsResult {
  texts: number;
  /** Those rightly taken or refused. */
  right: number;
  misses: Miss[];
}

/** Parses each text and compares whether it is a ruleset, and the normal form of its rules. */
export const runTexts = (texts: readonly Text[]): TextsResult => {
  const result: TextsResult = { texts: texts.length, right: 0, misses: [] };
  for (const { text, valid, message, rules } of texts) {
    const parsed = attempt(text);
    const miss = (what: string, expected: unknown, actual: unknown) =>
      result.misses.push({ name: JSON.stringify(text), rule: '', what, expected, actual });
    if (Array.isArray(parsed) === valid) result.right++;
    else miss('valid', valid ? 'valid' : message, Array.isArray(parsed) ? 'valid' : parsed);
    if (valid && rules && Array.isArray(parsed) && JSON.stringify(parsed) !== JSON.stringify(rules))
      miss('normal form', rules, parsed);
  }
  return result;
};

const attempt = (text: string): string[] | string => {
  try {
    return parseRuleset(text).rules.map(formatRule);
  } catch (error) {
    return (error as Error).message;
  }
};
