/** What a piece of a ruleset's text is. A keyword's kind is its own spelling. */
export type TokenKind =
  | 'end'
  | 'unknown'
  | 'number'
  | 'decimal'
  | 'date'
  | 'time'
  | 'militaryTime'
  | 'string'
  | 'identifier'
  | (typeof KEYWORDS)[number]
  | (typeof SYMBOLS)[number];

export interface Token {
  kind: TokenKind;
  /** As written, quotes included. */
  text: string;
  line: number;
  column: number;
}

/** Words with a meaning of their own; nothing else may be called by them unless in quotes. */
export const KEYWORDS = [
  'Metadata',
  'DataSources',
  'Rules',
  'Analyzers',
  'DefaultLabels',
  'labels',
  'days',
  'hours',
  'minutes',
  'B',
  'KB',
  'MB',
  'GB',
  'TB',
  'matches',
  'with',
  'where',
  'and',
  'or',
  'of',
  'NULL',
  'EMPTY',
  'WHITESPACES_ONLY',
  'between',
  'in',
  'not',
] as const;

/** Longer ones first. */
export const SYMBOLS = [
  'now()',
  '>=',
  '<=',
  ':',
  ',',
  "'",
  '"',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '=',
  '>',
  '<',
  '!',
  '-',
  '+',
  '/',
  '*',
  '$',
] as const;

/** Keywords that may also be written in the other case, all letters alike. */
export const EITHER_CASE: ReadonlySet<string> = new Set(['and', 'or', 'of', 'NULL', 'EMPTY', 'WHITESPACES_ONLY']);
