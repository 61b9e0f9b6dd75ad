import { text } from '../../../sql/duckdb/quote.ts';
import type { ResolvedColumn } from '../../dataset.ts';
import type { Operator, StringOperand } from '../../language/ast.ts';
import type { Meaning } from '../plan.ts';
import { textOf } from '../textOf.ts';

/** Whether a row's value is one of the texts and keywords (or none of them), in SQL; NULL where Spark's comparison is. */
export const textPredicate = (
  column: ResolvedColumn,
  operator: Operator,
  operands: readonly StringOperand[],
  meaning: Meaning,
): string => {
  const keywords = new Set(operands.map((operand) => (operand.kind === 'keyword' ? operand.keyword : '')));
  const texts = operands.flatMap((operand) => (operand.kind === 'text' ? [text(literal(operand.value, meaning))] : []));
  const value = textOf(column);
  // Compared with '', what is no text becomes NULL.
  const empty = column.kind === 'string' ? column.sql : 'CAST(NULL AS VARCHAR)';
  const trimmed = `length(trim(${value}, ' '))`;
  const conditions: string[] = [];
  if (operator === 'in' || operator === '=') {
    if (keywords.has('NULL')) conditions.push(`${column.sql} IS NULL`);
    if (keywords.has('EMPTY')) conditions.push(`${empty} = ''`);
    if (keywords.has('WHITESPACES_ONLY')) conditions.push(`(${trimmed} = 0 AND length(${value}) > 0)`);
    if (texts.length > 0) conditions.push(`(${column.sql} IS NOT NULL AND ${value} IN (${texts.join(', ')}))`);
    return conditions.join(' OR ') || 'false';
  }
  if (keywords.has('NULL')) conditions.push(`${column.sql} IS NOT NULL`);
  if (keywords.has('EMPTY')) conditions.push(`${empty} != ''`);
  if (keywords.has('WHITESPACES_ONLY')) conditions.push(`(${trimmed} > 0 OR length(${value}) = 0)`);
  if (texts.length > 0) conditions.push(`(${column.sql} IS NULL OR ${value} NOT IN (${texts.join(', ')}))`);
  return conditions.join(' AND ') || 'true';
};

/** An escaped quote or backslash is the character itself. The open library doubles single quotes, which joins two texts for Spark 3.5. */
const literal = (value: string, meaning: Meaning): string => {
  const plain = value.replace(/\\(["'\\])/g, '$1');
  return meaning === 'openLibrary' ? plain.replaceAll("'", '') : plain;
};
