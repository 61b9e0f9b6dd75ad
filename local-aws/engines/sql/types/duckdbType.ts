import { identifier } from '../duckdb/quote.ts';
import type { DataType } from './dataType.ts';

/** The DuckDB type that holds a Spark type's values. Both timestamps are TIMESTAMP: the session's zone is UTC, and TIMESTAMPTZ arithmetic is four times slower. */
export const duckdbType = (type: DataType): string => {
  switch (type.kind) {
    case 'boolean':
    case 'tinyint':
    case 'smallint':
    case 'bigint':
    case 'float':
    case 'double':
    case 'date':
      return type.kind.toUpperCase();
    case 'int':
      return 'INTEGER';
    case 'null':
      return 'INTEGER';
    case 'string':
      return 'VARCHAR';
    case 'binary':
      return 'BLOB';
    case 'timestamp':
    case 'timestamp_ntz':
      return 'TIMESTAMP';
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'array':
      return `${duckdbType(type.element)}[]`;
    case 'map':
      return `MAP(${duckdbType(type.key)}, ${duckdbType(type.value)})`;
    case 'struct':
      return `STRUCT(${type.fields.map((field) => `${identifier(field.name)} ${duckdbType(field.type)}`).join(', ')})`;
    case 'interval':
      return 'INTERVAL';
  }
};
