import { literal } from './names.ts';

const NUMBER = '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$';
const PLAIN_NUMBER = '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)$';

/**
 * An expression that reads a text as a type and is NULL where the text is none: no rounding of what should be whole, no `NaN`, no
 * lenient dates, so that both engines accept the same texts.
 *
 * @param text an expression of type STRING
 * @param type the Spark SQL type
 * @param pattern of a DATE (default `yyyy-MM-dd`) or a TIMESTAMP_NTZ (default `yyyy-MM-dd HH:mm:ss`)
 */
export const typedFromText = (text: string, type: string, pattern?: string): string => {
  if (type === 'STRING') return text;
  if (type === 'DATE') return `try_to_date(${text}, ${literal(pattern ?? 'yyyy-MM-dd')})`;
  if (type === 'TIMESTAMP_NTZ') return `try_to_timestamp(${text}, ${literal(pattern ?? 'yyyy-MM-dd HH:mm:ss')})`;
  if (type === 'BOOLEAN') {
    return `CASE WHEN lower(trim(${text})) IN ('true', 't', 'yes', 'y', '1') THEN true WHEN lower(trim(${text})) IN ('false', 'f', 'no', 'n', '0') THEN false END`;
  }
  if (type.startsWith('DECIMAL')) {
    return `CASE WHEN trim(${text}) RLIKE ${literal(PLAIN_NUMBER)} THEN try_cast(trim(${text}) AS ${type}) END`;
  }
  if (type === 'DOUBLE' || type === 'FLOAT') {
    return `CASE WHEN trim(${text}) RLIKE ${literal(NUMBER)} THEN try_cast(trim(${text}) AS ${type}) END`;
  }
  return `try_cast(trim(${text}) AS ${type})`;
};
