import type { Analyzer, Rule, Ruleset } from './ast.ts';
import { Cursor } from './cursor.ts';
import { readLabels } from './labels.ts';
import { tokenize } from './lexer.ts';
import { removeEscapes, removeQuotes } from './quoting.ts';
import { readAnalyzer, readRule, type Scope } from './rules.ts';
import type { Token, TokenKind } from './token.ts';
import { readVariables } from './variables.ts';

/**
 * Reads a ruleset in DQDL, the language of AWS Glue Data Quality: exactly the texts that `awslabs/dqdl` 1.0.3 takes. What follows a whole
 * ruleset is not looked at, as there.
 *
 * @throws RulesetSyntaxError with line, column and what was expected.
 */
export const parseRuleset = (source: string): Ruleset => {
  const cursor = new Cursor(tokenize(source));
  const metadata = section(cursor, 'Metadata', ['Version']);
  const sources = section(cursor, 'DataSources', ['Primary', 'AdditionalDataSources']);
  const variables = readVariables(cursor);
  const defaultLabels = cursor.accept('DefaultLabels') ? readLabels(cursor, new Map()) : new Map<string, string>();
  const scope: Scope = { variables, defaultLabels };
  const start = cursor.token;
  const rules: Rule[] = cursor.accept('Rules') ? readList(cursor, () => readRule(cursor, scope)) : [];
  const hasRules = start.kind === 'Rules';
  const analyzers: Analyzer[] = cursor.accept('Analyzers') ? readList(cursor, () => readAnalyzer(cursor, scope)) : [];
  if (!hasRules && cursor.position === 0) cursor.fail();
  if (cursor.token.kind === 'unknown') cursor.fail();
  if (rules.length === 0 && analyzers.length === 0) {
    if (!hasRules && start.kind !== 'Analyzers') cursor.fail();
    cursor.refuse('there are neither rules nor analyzers', start);
  }
  const primary = sources.get('Primary')?.[0];
  return {
    metadata: new Map([...metadata].map(([key, values]) => [key, values.join()])),
    ...(primary === undefined ? {} : { primarySource: primary }),
    additionalSources: sources.get('AdditionalDataSources') ?? [],
    variables,
    defaultLabels,
    rules,
    analyzers,
  };
};

const readList = <T>(cursor: Cursor, read: () => T): T[] => {
  cursor.expect('=');
  cursor.expect('[');
  const items: T[] = [];
  if (cursor.accept(']')) return items;
  do items.push(read());
  while (cursor.accept(','));
  cursor.expect(']');
  return items;
};

/** `Name = { "key": "value", "key": ["value", …] }` with the keys that it may have. */
const section = (cursor: Cursor, name: TokenKind, keys: readonly string[]): Map<string, string[]> => {
  const entries = new Map<string, string[]>();
  if (!cursor.accept(name)) return entries;
  cursor.expect('=');
  cursor.expect('{');
  do {
    const key = cursor.expect('string');
    const text = removeEscapes(removeQuotes(key.text));
    cursor.expect(':');
    const list = cursor.is('[');
    const values = list ? texts(cursor) : [plain(cursor.expect('string'))];
    if (!keys.includes(text)) cursor.refuse(`${name} has no key '${text}', only ${keys.join(', ')}`, key);
    if (text === 'AdditionalDataSources' && !list) cursor.refuse('AdditionalDataSources is a list', key);
    entries.set(text, values);
  } while (cursor.accept(','));
  cursor.expect('}');
  return entries;
};

const texts = (cursor: Cursor): string[] => {
  const items: string[] = [];
  cursor.expect('[');
  do items.push(plain(cursor.expect('string')));
  while (cursor.accept(','));
  cursor.expect(']');
  return items;
};

const plain = (token: Token): string => token.text.replaceAll('"', '');
