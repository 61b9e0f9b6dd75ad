import type { SourceSpec } from '../contracts/pipeline.ts';
import { type Column, identifier, joinText, list, literal } from './names.ts';
import { typedFromText } from './typedFromText.ts';

/** What the Glue step of one source reads and writes; the caller adds files and locations. */
export interface ExtractSql {
  /** Columns of the view of the landed files: text for csv and json, the declared types for parquet. */
  inputColumns: Column[];
  /** Name of the view of the lines that are no rows, where the format has such lines. */
  rejects?: string;
  views: { name: string; sql: string; keep?: boolean }[];
  /** The typed table. */
  typed: { sql: string; columns: Column[] };
  /**
   * The rows that could not be typed: the same columns (NULL where unreadable), `quarantine_reason`, and `landed_row`, the row's
   * text as it landed. A control total over typed plus the same over quarantine equals the total of the landed files.
   */
  quarantine: { sql: string; columns: Column[] };
}

interface SourceColumn {
  name: string;
  header: string;
  type: string;
  pattern: string | undefined;
  required: boolean;
}

/** The columns of a source with their shorthand written out. */
export const sourceColumns = (source: SourceSpec): SourceColumn[] =>
  Object.entries(source.columns).map(([name, column]) =>
    typeof column === 'string'
      ? { name, header: name, type: column, pattern: undefined, required: false }
      : {
          name,
          header: column.header ?? name,
          type: column.type,
          pattern: column.pattern,
          required: column.required ?? false,
        },
  );

const reasonOf = (column: SourceColumn, asText: boolean): string[] => {
  const typed = identifier(column.name);
  const landed = identifier(`landed_${column.name}`);
  const branches: string[] = [];
  if (column.required) {
    branches.push(`WHEN ${asText ? landed : typed} IS NULL THEN ${literal(`missing: ${column.name}`)}`);
  }
  if (asText && column.type !== 'STRING') {
    const cause = `: no ${column.type}${column.pattern === undefined ? '' : ` (${column.pattern})`}`;
    branches.push(
      `WHEN ${landed} IS NOT NULL AND ${typed} IS NULL THEN concat(${literal(`unreadable: ${column.name} = "`)}, substring(${landed}, 1, 80), ${literal(`"${cause}`)})`,
    );
  }
  return branches;
};

/**
 * SQL that turns a source's landed files, the view `landed`, into a typed table and a quarantine with a reason per row.
 * A value that its type cannot hold and a missing `required` value are reasons; nothing becomes NULL in silence.
 *
 * @param source the source's part of the spec
 * @param landed name of the step's input
 */
export const extractSql = (source: SourceSpec, landed = 'landed'): ExtractSql => {
  const columns = sourceColumns(source);
  const asText = source.format !== 'parquet';
  const read = columns.map((column) => {
    const from = identifier(column.header);
    const typed = `${asText ? typedFromText(from, column.type, column.pattern) : from} AS ${identifier(column.name)}`;
    return asText ? `${from} AS ${identifier(`landed_${column.name}`)},\n  ${typed}` : typed;
  });
  const reasons = columns.flatMap((column) => reasonOf(column, asText));
  const reason = reasons.length > 0 ? `CASE ${reasons.join('\n  ')} END` : 'CAST(NULL AS STRING)';
  const row = asText
    ? joinText(
        '|',
        columns.map((column) => `coalesce(${identifier(`landed_${column.name}`)}, '')`),
      )
    : 'CAST(NULL AS STRING)';
  const rejects = source.format === 'parquet' ? undefined : `${landed}_rejects`;
  const declared = columns.map(({ name, type }) => ({ name, type }));
  const rejected = rejects
    ? `\nUNION ALL\nSELECT ${declared.map(({ name, type }) => `CAST(NULL AS ${type}) AS ${identifier(name)}`).join(', ')},\n  concat('no row: ', reason) AS quarantine_reason, text AS landed_row\nFROM ${identifier(rejects)}`
    : '';
  return {
    inputColumns: columns.map(({ header, type }) => ({ name: header, type: asText ? 'STRING' : type })),
    ...(rejects === undefined ? {} : { rejects }),
    views: [
      { name: `${landed}_read`, keep: true, sql: `SELECT\n  ${read.join(',\n  ')}\nFROM ${identifier(landed)}` },
      {
        name: `${landed}_typed`,
        sql: `SELECT ${list(declared)},\n  ${reason} AS quarantine_reason,\n  ${row} AS landed_row\nFROM ${identifier(`${landed}_read`)}`,
      },
    ],
    typed: {
      sql: `SELECT ${list(declared)}\nFROM ${identifier(`${landed}_typed`)}\nWHERE quarantine_reason IS NULL`,
      columns: declared,
    },
    quarantine: {
      sql: `SELECT ${list(declared)}, quarantine_reason, landed_row\nFROM ${identifier(`${landed}_typed`)}\nWHERE quarantine_reason IS NOT NULL${rejected}`,
      columns: [...declared, { name: 'quarantine_reason', type: 'STRING' }, { name: 'landed_row', type: 'STRING' }],
    },
  };
};
