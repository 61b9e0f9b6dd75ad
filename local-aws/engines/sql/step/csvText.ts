import { decimalText } from '../compile/cast.ts';
import { identifier } from '../duckdb/quote.ts';
import { StepError } from '../errors.ts';
import type { Column } from '../types/dataType.ts';

/** The text of a column in a delimited file, as Spark writes it. Throws `OutputInvalid` for types that such a file cannot hold. */
export const csvText = ({ name, type }: Column): string => {
  const value = identifier(name);
  switch (type.kind) {
    case 'double':
    case 'float':
      return `spark_double_text(${value})`;
    case 'decimal':
      return decimalText(value, type);
    case 'timestamp':
    case 'timestamp_ntz':
      return `strftime(${value}, '%Y-%m-%dT%H:%M:%S.%g')`;
    case 'array':
    case 'map':
    case 'struct':
    case 'binary':
    case 'interval':
      throw new StepError('OutputInvalid', `column ${name}: a delimited file cannot hold a ${type.kind}`);
    default:
      return `CAST(${value} AS VARCHAR)`;
  }
};
