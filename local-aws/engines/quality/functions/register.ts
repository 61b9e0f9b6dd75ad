import { BOOLEAN, DOUBLE, type DuckDBConnection, DuckDBScalarFunction, VARCHAR } from '@duckdb/node-api';
import { doubleText } from '../doubleText.ts';
import { columnPattern } from './javaPattern.ts';
import { MACROS } from './macros.ts';

const known = new WeakSet<DuckDBConnection>();

/** Makes known to a connection what rules need beside DuckDB's own functions; may be called again. */
export const registerQualityFunctions = async (connection: DuckDBConnection): Promise<void> => {
  if (known.has(connection)) return;
  known.add(connection);
  for (const negated of [false, true]) connection.registerScalarFunction(matcher(negated));
  connection.registerScalarFunction(doubleTextFunction());
  await connection.run(MACROS);
};

const matcher = (negated: boolean): DuckDBScalarFunction =>
  DuckDBScalarFunction.create({
    name: negated ? 'dq_not_matches' : 'dq_matches',
    parameterTypes: [VARCHAR, VARCHAR],
    returnType: BOOLEAN,
    mainFunction: (_info, input, output) => {
      const values = input.getColumnVector(0);
      const patterns = input.getColumnVector(1);
      let last = '';
      let test: ((value: string) => boolean) | undefined;
      for (let row = 0; row < input.rowCount; row++) {
        const value = values.getItem(row);
        const pattern = String(patterns.getItem(row));
        if (test === undefined || pattern !== last) test = columnPattern(pattern, negated);
        last = pattern;
        output.setItem(row, value === null ? null : test(String(value)));
      }
      output.flush();
    },
  });

const doubleTextFunction = (): DuckDBScalarFunction =>
  DuckDBScalarFunction.create({
    name: 'dq_double_text',
    parameterTypes: [DOUBLE],
    returnType: VARCHAR,
    mainFunction: (_info, input, output) => {
      const values = input.getColumnVector(0);
      for (let row = 0; row < input.rowCount; row++) {
        const value = values.getItem(row);
        output.setItem(row, value === null ? null : doubleText(Number(value)));
      }
      output.flush();
    },
  });
