import { findColumn } from '../../dataset.ts';
import { doubleText } from '../../doubleText.ts';
import { meets } from '../numbers.ts';
import { failed, type Outcome, passed, unsupported } from '../outcome.ts';
import { numberCondition, type PlanContext, type Planner, parameter } from '../plan.ts';
import { comparable } from './comparable.ts';

/** The share of rows whose columns' values are found together in another table. */
export const referentialIntegrity: Planner = (context) => {
  const primaryColumns = split(parameter(context.rule, 'PrimaryDatasetColumns'));
  const reference = parameter(context.rule, 'ReferenceDatasetColumns').replaceAll('"', '');
  const [, alias = '', several, single] = /^(.+)\.(?:\{(.+)\}|([^.]+))$/s.exec(reference) ?? [];
  if (alias === '') return { kind: 'done', outcome: unsupported('Could not parse ReferenceDatasetColumns parameter') };
  const referenceColumns = several === undefined ? [(single ?? '').trim()] : split(several);
  return { kind: 'direct', run: () => evaluate(context, primaryColumns, alias, referenceColumns) };
};

const split = (columns: string): string[] =>
  columns
    .replaceAll('"', '')
    .split(',')
    .map((name) => name.trim());

const evaluate = async (
  context: PlanContext,
  primaryColumns: readonly string[],
  alias: string,
  referenceColumns: readonly string[],
): Promise<Outcome> => {
  const other = context.additional.get(alias);
  if (other === undefined) return failed(`${alias} not found in additional sources`);
  if (primaryColumns.length !== referenceColumns.length)
    return failed(
      'The number of columns to check from the primary data frame must equal the number of columns to check from the reference data frame.',
    );
  const left = primaryColumns.map((name) => findColumn(context.primary, name));
  const right = referenceColumns.map((name) => findColumn(other, name));
  const missing =
    absent(primaryColumns, left, 'primary data frame') ?? absent(referenceColumns, right, 'reference data frame');
  if (missing !== undefined) return failed(missing);
  const equal = left.map((column, index) => {
    const match = right[index];
    if (column === undefined || match === undefined) throw new Error('both columns were found above');
    return comparable({ column, alias: 'p' }, { column: match, alias: 'r' }).join(' = ');
  });
  const [[rows, found] = []] = await context.rows(
    `SELECT CAST(count(*) AS DOUBLE), CAST(count(*) FILTER (WHERE EXISTS (SELECT 1 FROM ${other.relation} AS r WHERE ${equal.join(' AND ')})) AS DOUBLE) FROM ${context.primary.relation} AS p`,
  );
  if (Number(rows) === 0) return failed('Primary data frame contains no data.');
  const share = Number(found) / Number(rows);
  const name = `Column.${alias}.ReferentialIntegrity`;
  const numbers = context.numbers(numberCondition(context.rule.condition), name);
  if (meets(numbers, share)) return passed({ [name]: share });
  return failed(`Value: ${doubleText(share)} does not meet the constraint requirement.`, { [name]: share });
};

const absent = (names: readonly string[], found: readonly unknown[], where: string): string | undefined => {
  const missing = names.filter((_name, index) => found[index] === undefined);
  if (missing.length === 0) return undefined;
  return missing.length === 1
    ? `Column ${missing[0]} does not exist in ${where}.`
    : `Columns ${missing.join(', ')} do not exist in ${where}.`;
};
