import { DOUBLE, type DuckDBConnection, DuckDBScalarFunction, type DuckDBType, VARCHAR } from '@duckdb/node-api';
import { doubleText } from '../functions/doubleText.ts';

type Value = string | number | bigint | boolean | null;

interface Scalar {
  name: string;
  parameters: readonly DuckDBType[];
  returns: DuckDBType;
  /** Called for rows without a NULL among the arguments; what it throws fails the statement. */
  of(...values: never[]): Value;
}

/** What DuckDB has no equal of, computed here: about a microsecond a row, so only where SQL cannot say it. */
const SCALARS: readonly Scalar[] = [
  { name: 'java_double_text', parameters: [DOUBLE], returns: VARCHAR, of: (value: number) => doubleText(value) },
];

/** Makes the functions known to a connection's database. */
export const registerScalarFunctions = (connection: DuckDBConnection): void => {
  for (const { name, parameters, returns, of } of SCALARS)
    connection.registerScalarFunction(
      DuckDBScalarFunction.create({
        name,
        parameterTypes: parameters,
        returnType: returns,
        mainFunction: (_info, input, output) => {
          const vectors = parameters.map((_type, at) => input.getColumnVector(at));
          for (let row = 0; row < input.rowCount; row++) {
            const values = vectors.map((vector) => vector.getItem(row));
            output.setItem(row, values.includes(null) ? null : of(...(values as never[])));
          }
          output.flush();
        },
      }),
    );
};
