import { NightjarError } from '../errors.ts';
import { type Token, tokensOf } from './tokens.ts';

export interface Select {
  /** Column of the result → its expression. */
  items: Map<string, Token[]>;
  /** Alias → view. */
  aliases: Map<string, string>;
}

const is = (token: Token | undefined, word: string): boolean =>
  token?.kind === 'name' && token.text.toUpperCase() === word;

/** The select list and the views of a plain SELECT … FROM … JOIN …; what comes after the joins decides which rows, not what is in them. */
export const selectOf = (sql: string): Select => {
  const tokens = tokensOf(sql.replaceAll(':business_date', 'business_date'));
  const from = tokens.findIndex((token) => is(token, 'FROM'));
  if (!is(tokens[0], 'SELECT') || from < 0)
    throw new NightjarError('PipelineInvalid', 'features.sql of an online pipeline is one SELECT … FROM …');
  const items = new Map<string, Token[]>();
  let depth = 0;
  let item: Token[] = [];
  const keep = (): void => {
    const named = is(item.at(-2), 'AS');
    items.set(item.at(-1)?.text ?? '', named ? item.slice(0, -2) : item);
    item = [];
  };
  for (const token of tokens.slice(1, from)) {
    if (token.text === '(' && token.kind === 'mark') depth++;
    if (token.text === ')' && token.kind === 'mark') depth--;
    if (token.kind === 'mark' && token.text === ',' && depth === 0) keep();
    else item.push(token);
  }
  keep();
  const aliases = new Map<string, string>();
  tokens.forEach((token, index) => {
    const view = tokens[index + 1];
    const alias = tokens[index + 2];
    if (index >= from && (is(token, 'FROM') || is(token, 'JOIN')) && view && alias) aliases.set(alias.text, view.text);
  });
  return { items, aliases };
};
