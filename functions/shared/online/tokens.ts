import { NightjarError } from '../errors.ts';

export interface Token {
  kind: 'name' | 'number' | 'text' | 'mark';
  text: string;
}

const pattern = /\s+|--[^\n]*|(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|'((?:[^'\\])*)'|(<=|>=|<>|!=|[-+*/(),.=<>])|(.)/gy;

/** Tokens of a statement in the part of Spark SQL that is computed online. */
export const tokensOf = (sql: string): Token[] => {
  const tokens: Token[] = [];
  for (const [, number, name, text, mark, other] of sql.matchAll(new RegExp(pattern))) {
    if (other !== undefined)
      throw new NightjarError('PipelineInvalid', `"${other}" is no part of the SQL that can be computed online`);
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (text !== undefined) tokens.push({ kind: 'text', text });
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark });
  }
  return tokens;
};
