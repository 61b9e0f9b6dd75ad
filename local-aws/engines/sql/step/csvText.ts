import { decimalText, momentText } from '../compile/cast.ts';
import { identifier, text } from '../duckdb/quote.ts';
import { StepError } from '../errors.ts';
import type { Column } from '../types/dataType.ts';

/** The text of a column in a delimited file, as Spark writes it. Throws `OutputInvalid` for types that such a file cannot hold. */
const csvText = ({ name, type }: Column): string => {
  const value = identifier(name);
  switch (type.kind) {
    case 'double':
    case 'float':
      return `spark_double_text(${value})`;
    case 'date':
      return momentText(value);
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

/** A cell as Spark writes it: NULL is empty, the empty text is in quotes, and so is what holds the delimiter, a quote or a line end. */
export const csvCell = (column: Column, delimiter: string): string => {
  const value = csvText(column);
  if (column.type.kind !== 'string') return `coalesce(${value}, '')`;
  const special = [text(delimiter), "'\"'", 'chr(10)', 'chr(13)']
    .map((each) => `contains(${value}, ${each})`)
    .join(' OR ');
  return `CASE WHEN ${value} IS NULL THEN '' WHEN ${value} = '' OR ${special} THEN '"' || replace(${value}, '"', '""') || '"' ELSE ${value} END`;
};

export const csvHeading = (name: string, delimiter: string): string =>
  name.includes(delimiter) || /["\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
