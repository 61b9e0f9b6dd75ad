import { functions } from '../engines/sql/functions/calls.ts';
import type { Entry } from '../engines/sql/functions/entry.ts';
import { REFUSED } from '../engines/sql/syntax/words.ts';
import { type Area, names, table } from './area.ts';

const KINDS: Readonly<Record<Entry['kind'], string>> = {
  scalar: 'Of one row',
  special: 'Of one row, with arguments of a form of their own',
  aggregate: 'Aggregates, with FILTER and OVER',
  window: 'With OVER only',
};

/** What Glue jobs run on DuckDB: Spark SQL's functions and the clauses that are refused. */
export const sparkSql: Area = {
  title: 'Spark SQL on DuckDB (Glue jobs)',
  generate: () => {
    const rows = Object.entries(KINDS).map(([kind, title]) => [
      title,
      names(
        [...functions].filter(([name, entry]) => entry.kind === kind && !name.endsWith('_unit')).map(([name]) => name),
      ),
    ]);
    return [
      'A job runs a step document with `glue/run_sql.py`. Each function below answers as Spark 4.1.1 does, in value and type; any other one, and any argument or form without a proven equal, ends the run with `NotPortable` and what to write instead. With `--glue spark` the same script runs on Spark itself.',
      table(
        ['Kind', 'Functions'],
        [
          ...rows,
          [
            'Generators',
            names(['explode', 'explode_outer', 'posexplode', 'posexplode_outer', 'inline', 'inline_outer', 'range']),
          ],
        ],
      ),
      table(
        ['Refused', 'Write instead'],
        Object.entries(REFUSED).map(([clause, instead]) => [`\`${clause}\``, instead]),
      ),
    ].join('\n\n');
  },
};
