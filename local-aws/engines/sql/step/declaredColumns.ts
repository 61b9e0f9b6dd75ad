import { identifier } from '../duckdb/quote.ts';
import { StepError } from '../errors.ts';
import { type Column, type DataType, sameType, typeName } from '../types/dataType.ts';
import { duckdbType } from '../types/duckdbType.ts';
import { parseType } from '../types/parseType.ts';
import type { StepOutput } from './stepDocument.ts';

const INTEGERS = ['tinyint', 'smallint', 'int', 'bigint'];

/**
 * The select list that turns a result into its declared columns. A column is cast only where no value changes: an integer's width (too
 * large a value is an error), a DECIMAL of the same scale, the two timestamps in UTC. Throws `OutputInvalid` for anything else.
 */
export const declaredColumns = (
  output: StepOutput,
  found: readonly Column[],
): { columns: Column[]; select: string } => {
  const expected = output.columns.map(({ name, type }) => ({ name, type: parseType(type) }));
  const where = `output ${output.name}`;
  const select = expected.map(({ name, type }, at) => {
    const column = found[at];
    if (column?.name.toLowerCase() !== name.toLowerCase())
      throw new StepError(
        'OutputInvalid',
        `${where}, column ${at + 1}: expected ${name} ${typeName(type)}, found ${column ? `${column.name} ${typeName(column.type)}` : 'no further column'}`,
      );
    if (!keepsValues(column.type, type))
      throw new StepError(
        'OutputInvalid',
        `${where}, column ${name}: expected ${typeName(type)}, found ${typeName(column.type)}; CAST it in the SQL`,
      );
    return `CAST(${identifier(column.name)} AS ${duckdbType(type)}) AS ${identifier(name)}`;
  });
  const extra = found[expected.length];
  if (extra)
    throw new StepError(
      'OutputInvalid',
      `${where}, column ${expected.length + 1}: expected no further column, found ${extra.name} ${typeName(extra.type)}`,
    );
  return { columns: expected, select: select.join(', ') };
};

const keepsValues = (from: DataType, to: DataType): boolean => {
  if (sameType(from, to) || from.kind === 'null') return true;
  if (INTEGERS.includes(from.kind) && INTEGERS.includes(to.kind)) return true;
  if (from.kind === 'decimal' && to.kind === 'decimal') return from.scale === to.scale;
  if (from.kind.startsWith('timestamp') && to.kind.startsWith('timestamp')) return true;
  return from.kind === 'array' && to.kind === 'array' && keepsValues(from.element, to.element);
};
