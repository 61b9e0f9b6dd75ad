import { StepError } from '../errors.ts';
import { BINARY, type DataType, INT, STRING, TIMESTAMP, TIMESTAMP_NTZ } from './dataType.ts';
import { parseType } from './parseType.ts';

const NAMES: Readonly<Record<string, DataType>> = {
  INTEGER: INT,
  VARCHAR: STRING,
  BLOB: BINARY,
  TIMESTAMP: TIMESTAMP_NTZ,
  TIMESTAMP_NS: TIMESTAMP_NTZ,
  TIMESTAMP_MS: TIMESTAMP_NTZ,
  TIMESTAMP_S: TIMESTAMP_NTZ,
  'TIMESTAMP WITH TIME ZONE': TIMESTAMP,
};

/** The Spark type of a DuckDB column (of a Parquet file). Throws `SqlInvalid` for what Spark has not, such as UUID. */
export const fromDuckdb = (name: string): DataType => {
  const simple = NAMES[name];
  if (simple) return simple;
  if (name.endsWith('[]')) return { kind: 'array', element: fromDuckdb(name.slice(0, -2)) };
  const nested = /^(STRUCT|MAP)\((.*)\)$/s.exec(name);
  if (nested?.[2] === undefined) return parseType(name);
  const parts = splitTop(nested[2]);
  if (nested[1] === 'MAP') {
    const [key, value] = parts;
    if (key === undefined || value === undefined) throw new StepError('SqlInvalid', `type ${name} is not known`);
    return { kind: 'map', key: fromDuckdb(key), value: fromDuckdb(value) };
  }
  return {
    kind: 'struct',
    fields: parts.map((part) => {
      const field = /^("(?:[^"]|"")*"|\w+) (.*)$/s.exec(part);
      if (field?.[1] === undefined || field[2] === undefined)
        throw new StepError('SqlInvalid', `type ${name} is not known`);
      return { name: field[1].replace(/^"|"$/g, '').replaceAll('""', '"'), type: fromDuckdb(field[2]) };
    }),
  };
};

const splitTop = (source: string): string[] => {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < source.length; at++) {
    if (source[at] === '"') at = source.indexOf('"', at + 1);
    else if (source[at] === '(') depth++;
    else if (source[at] === ')') depth--;
    else if (source[at] === ',' && depth === 0) {
      parts.push(source.slice(from, at).trim());
      from = at + 1;
    }
  }
  parts.push(source.slice(from).trim());
  return parts;
};
