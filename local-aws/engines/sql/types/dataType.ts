/** A type of Spark SQL. `null` is the type of a bare NULL; `timestamp` is the zoned one, which a session in UTC shows as its UTC wall time. */
export type DataType =
  | { kind: SimpleKind }
  | { kind: 'decimal'; precision: number; scale: number }
  | { kind: 'array'; element: DataType }
  | { kind: 'map'; key: DataType; value: DataType }
  | { kind: 'struct'; fields: readonly Field[] }
  /** `year month` counts months, `day time` microseconds; `unit` is how Spark names the type, such as `interval day to second`. */
  | { kind: 'interval'; family: 'year month' | 'day time'; unit: string };

export interface Field {
  name: string;
  type: DataType;
}

/** A column of a table or a result. */
export type Column = Field;

const SIMPLE = [
  'boolean',
  'tinyint',
  'smallint',
  'int',
  'bigint',
  'float',
  'double',
  'string',
  'binary',
  'date',
  'timestamp',
  'timestamp_ntz',
  'null',
] as const;
export type SimpleKind = (typeof SIMPLE)[number];

export const BOOLEAN: DataType = { kind: 'boolean' };
export const TINYINT: DataType = { kind: 'tinyint' };
export const SMALLINT: DataType = { kind: 'smallint' };
export const INT: DataType = { kind: 'int' };
export const BIGINT: DataType = { kind: 'bigint' };
export const FLOAT: DataType = { kind: 'float' };
export const DOUBLE: DataType = { kind: 'double' };
export const STRING: DataType = { kind: 'string' };
export const BINARY: DataType = { kind: 'binary' };
export const DATE: DataType = { kind: 'date' };
export const TIMESTAMP: DataType = { kind: 'timestamp' };
export const TIMESTAMP_NTZ: DataType = { kind: 'timestamp_ntz' };
export const NULL: DataType = { kind: 'null' };

export const decimal = (precision: number, scale: number): DataType => ({ kind: 'decimal', precision, scale });
export const arrayOf = (element: DataType): DataType => ({ kind: 'array', element });
export const mapOf = (key: DataType, value: DataType): DataType => ({ kind: 'map', key, value });
export const structOf = (fields: readonly Field[]): DataType => ({ kind: 'struct', fields });
export const dayTime = (unit: string): DataType => ({ kind: 'interval', family: 'day time', unit });
export const yearMonth = (unit: string): DataType => ({ kind: 'interval', family: 'year month', unit });

/** Spark's own short name: `decimal(18,2)`, `array<int>`, `struct<a:int>`. */
export const typeName = (type: DataType): string => {
  switch (type.kind) {
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'array':
      return `array<${typeName(type.element)}>`;
    case 'map':
      return `map<${typeName(type.key)},${typeName(type.value)}>`;
    case 'struct':
      return `struct<${type.fields.map((field) => `${field.name}:${typeName(field.type)}`).join(',')}>`;
    case 'interval':
      return `interval ${type.unit}`;
    case 'null':
      return 'void';
    default:
      return type.kind;
  }
};

/** Whether two types are one, field names compared without case. */
export const sameType = (left: DataType, right: DataType): boolean =>
  typeName(left).toLowerCase() === typeName(right).toLowerCase();
