import { type Dataset, findColumn, type ResolvedColumn } from '../../dataset.ts';
import { doubleText } from '../../doubleText.ts';
import { meets } from '../numbers.ts';
import { failed, type Outcome, passed, unsupported } from '../outcome.ts';
import { numberCondition, type PlanContext, type Planner, parameter } from '../plan.ts';
import { comparable } from './comparable.ts';

type Pairs = ReadonlyMap<string, string>;

/** The share of rows that are the same in another table, rows being paired by key columns. */
export const datasetMatch: Planner = (context) => {
  const alias = parameter(context.rule, 'ReferenceDatasetAlias');
  const keys = pairs(parameter(context.rule, 'KeyColumnMappings'));
  if (keys === undefined) return { kind: 'done', outcome: unsupported('Could not parse KeyColumnMappings') };
  const compared = pairs(parameter(context.rule, 'MatchColumnMappings'));
  return { kind: 'direct', run: () => evaluate(context, alias, keys, compared) };
};

/** `a->b, c` */
const pairs = (mappings: string): Pairs | undefined => {
  if (mappings === '') return undefined;
  return new Map(
    mappings
      .replaceAll('"', '')
      .split(',')
      .map((mapping): [string, string] => {
        const [left = '', right = left, ...more] = mapping.trim().split('->');
        return more.length > 0 ? [left.trim(), left.trim()] : [left.trim(), right.trim()];
      }),
  );
};

const evaluate = async (
  context: PlanContext,
  alias: string,
  keys: Pairs,
  given: Pairs | undefined,
): Promise<Outcome> => {
  const other = context.additional.get(alias);
  if (other === undefined) return failed(`${alias} not found in additional sources`);
  const { primary } = context;
  const keyProblem =
    missing(primary, keys.keys(), 'key columns', 'first') ?? missing(other, keys.values(), 'key columns', 'second');
  if (keyProblem !== undefined) return failed(keyProblem);
  const duplicates = await duplicateKeys(context, other, keys);
  if (duplicates !== undefined) return failed(duplicates);
  const compared =
    given ?? new Map(primary.columns.filter(({ name }) => !keys.has(name)).map(({ name }) => [name, name]));
  if (compared.size === 0) return failed('Empty column comparison map provided.');
  const problem =
    missing(primary, compared.keys(), 'columns', 'first') ?? missing(other, compared.values(), 'columns', 'second');
  if (problem !== undefined) return failed(problem);

  const on = [...keys].map(([left, right]) =>
    comparable({ column: resolved(primary, left), alias: 'p' }, { column: resolved(other, right), alias: 'r' }).join(
      ' = ',
    ),
  );
  const same = `${contents(primary, [...compared.keys()], 'p')} = ${contents(other, [...compared.values()], 'r')}`;
  const [[rows, matching] = []] = await context.rows(
    `SELECT (SELECT CAST(count(*) AS DOUBLE) FROM ${primary.relation}), CAST(count(*) AS DOUBLE) FROM ${primary.relation} AS p JOIN ${other.relation} AS r ON ${on.join(' AND ')} AND ${same}`,
  );
  if (Number(rows) === 0) return failed('Cannot evaluate: primary DataFrame is empty');
  const share = Number(matching) / Number(rows);
  const name = `Dataset.${alias}.DatasetMatch`;
  const numbers = context.numbers(numberCondition(context.rule.condition), name);
  if (meets(numbers, share)) return passed({ [name]: share });
  return failed(`Value: ${doubleText(share)} does not meet the constraint requirement.`, { [name]: share });
};

const resolved = (dataset: Dataset, name: string): ResolvedColumn => {
  const column = findColumn(dataset, name);
  if (column === undefined) throw new Error(`column ${name} was found above`);
  return column;
};

const missing = (dataset: Dataset, names: Iterable<string>, what: string, which: string): string | undefined => {
  const absent = [...names].filter((name) => findColumn(dataset, name) === undefined);
  return absent.length === 0
    ? undefined
    : `The following ${what} were not found in the ${which} dataset: ${absent.join(', ')}`;
};

const duplicateKeys = async (context: PlanContext, other: Dataset, keys: Pairs): Promise<string | undefined> => {
  const counts = async (dataset: Dataset, names: Iterable<string>): Promise<[number, number]> => {
    const columns = [...names].map((name) => resolved(dataset, name).sql).join(', ');
    const [[unique, rows] = []] = await context.rows(
      `SELECT CAST(count(*) AS DOUBLE), CAST(coalesce(sum(n), 0) AS DOUBLE) FROM (SELECT count(*) AS n FROM ${dataset.relation} GROUP BY ${columns})`,
    );
    return [Number(unique), Number(rows)];
  };
  const [unique1, rows1] = await counts(context.primary, keys.keys());
  const [unique2, rows2] = await counts(other, keys.values());
  if (unique1 === rows1 && unique2 === rows2) return undefined;
  return (
    'The selected columns are not comparable due to duplicates present in the dataset.Comparison keys must be unique, but ' +
    `in Dataframe 1, there are ${unique1} unique records and ${rows1} rows, and in Dataframe 2, there are ${unique2} unique records and ${rows2} rows, ` +
    `based on the combination of keys {${[...keys.keys()].join(', ')}} in Dataframe 1 and {${[...keys.values()].join(', ')}} in Dataframe 2`
  );
};

/**
 * What the open library hashes of a row: the values in order of their columns' names, each with the width of its type, NULLs left out.
 * So an INT and a BIGINT of the same value differ, and a row with (1, NULL) equals one with (NULL, 1).
 */
const contents = (dataset: Dataset, names: readonly string[], alias: string): string => {
  const values = names.toSorted().map((name) => {
    const { sql, kind, type } = resolved(dataset, name);
    const value = `${alias}.${sql}`;
    if (kind === 'string') return `'s' || ${value}`;
    if (kind === 'double' || kind === 'float') return `'${kind}' || CAST(${value} + 0.0 AS VARCHAR)`;
    if (kind === 'decimal') return `'long' || replace(CAST(${value} AS VARCHAR), '.', '')`;
    if (kind === 'timestamp') return `'long' || CAST(epoch_us(${value}) AS VARCHAR)`;
    if (kind === 'date') return `'int' || CAST(${value} - DATE '1970-01-01' AS VARCHAR)`;
    if (kind === 'boolean') return `'int' || CAST(CAST(${value} AS INTEGER) AS VARCHAR)`;
    return `'${type.toLowerCase() === 'bigint' ? 'long' : 'int'}' || CAST(${value} AS VARCHAR)`;
  });
  return `list_filter([${values.join(', ')}], lambda v: v IS NOT NULL)`;
};
