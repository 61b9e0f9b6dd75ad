import { identifier } from '../../../sql/duckdb/quote.ts';
import { doubleText } from '../../doubleText.ts';
import { meets } from '../numbers.ts';
import { failed, type Outcome, passed } from '../outcome.ts';
import { type PlanContext, type Planner, parameter } from '../plan.ts';

const NAME = 'Dataset.*.CustomSQL.Compliance';

/** The share of rows that a query gives back: a CustomSql without a condition. */
export const customSqlRows: Planner = (context) => ({ kind: 'direct', run: () => evaluate(context) });

const evaluate = async (context: PlanContext): Promise<Outcome> => {
  const { primary, rule } = context;
  const [[rows] = []] = await context.rows(`SELECT CAST(count(*) AS DOUBLE) FROM ${primary.relation}`);
  if (Number(rows) === 0) return failed('Custom SQL rule could not be evaluated due to data frame being empty');
  let query: { sql: string; columns: readonly string[] };
  try {
    query = await context.compile(parameter(rule, 'CustomSqlStatement'));
  } catch (error) {
    return failed(`Error executing SQL statement: ${(error as Error).message}`);
  }
  const known = new Set(primary.columns.map(({ name }) => name));
  const extra = query.columns.filter((name) => !known.has(name));
  if (extra.length === query.columns.length)
    return failed(
      'The output from CustomSQL must contain at least one column that matches the input dataset. Ensure that matching columns are returned from the SQL.',
    );
  if (extra.length > 0)
    return failed(
      `The columns returned from the SQL statement should only belong to the primary table. Columns not found: ${extra.join(', ')}`,
    );
  const on = query.columns.map((name) => `p.${identifier(name)} IS NOT DISTINCT FROM r.${identifier(name)}`);
  let matching: unknown;
  try {
    const [row] = await context.rows(
      `SELECT CAST(count(*) AS DOUBLE) FROM ${primary.relation} AS p JOIN (${query.sql}) AS r ON ${on.join(' AND ')}`,
    );
    matching = row?.[0];
  } catch (error) {
    return failed(`Error evaluating Custom SQL row-level rule: ${(error as Error).message}`);
  }
  const share = Number(matching) / Number(rows);
  const numbers = rule.threshold ? context.numbers(rule.threshold, NAME) : undefined;
  if (numbers ? meets(numbers, share) : share === 1) return passed({ [NAME]: share });
  return failed(`Value: ${doubleText(share)} does not meet the constraint requirement.`, { [NAME]: share });
};
