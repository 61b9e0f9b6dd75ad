import type { Filing } from '../contracts/filing.ts';
import type { ReportSpec, ResolvedReport, TableSource } from '../contracts/report.ts';
import type { Manifest, StepInput } from '../contracts/step.ts';
import { columnsOf, identifier, list } from '../sql/names.ts';
import { inputFrom, type StepDraft } from '../steps.ts';
import { type RecordTable, recordTables } from './recordTables.ts';
import { reportFile } from './stage.ts';

/** What a report's SQL may say beyond `:business_date`, which is the period's last day. */
const parametersOf = (
  spec: ReportSpec,
  { from, to }: Pick<Filing, 'from' | 'to'>,
): NonNullable<StepDraft['parameters']> => ({
  period_start: { type: 'DATE', value: from },
  period_end: { type: 'DATE', value: to },
  ...spec.parameters,
});

const control = (name: string): string => `${name}_control`;

/** A night's table → the rows that the report is about, and control totals over all of it, as proof that it was read whole. */
export const collectTable = (
  spec: ReportSpec,
  filing: Pick<Filing, 'from' | 'to'>,
  name: string,
  source: TableSource,
  upstream: Manifest,
): StepDraft => {
  const columns = columnsOf(source.columns);
  const totals = { rows: 'count(*)', ...source.totals };
  return {
    name: `collect-${name}`,
    inputs: [inputFrom(upstream, source.table, 'upstream')],
    views: [
      {
        name: 'collected',
        sql: `SELECT ${list(columns)} FROM upstream${source.where ? ` WHERE ${source.where}` : ''}`,
      },
      {
        name: 'counted',
        sql: `SELECT ${Object.entries(totals)
          .map(([total, expression]) => `CAST(${expression} AS STRING) AS ${identifier(`total_${total}`)}`)
          .join(', ')} FROM upstream`,
      },
    ],
    outputs: [
      { name, area: 'raw', sql: 'SELECT * FROM collected', columns, format: 'parquet', totals },
      {
        name: control(name),
        area: 'raw',
        sql: 'SELECT * FROM counted',
        columns: Object.keys(totals).map((total) => ({ name: `total_${total}`, type: 'STRING' })),
        format: 'json',
        totals: Object.fromEntries(Object.keys(totals).map((total) => [total, `max(${identifier(`total_${total}`)})`])),
      },
    ],
    parameters: parametersOf(spec, filing),
  };
};

/** The nights' records, a file of JSON lines each, as typed tables. */
export const collectRecords = (
  spec: ReportSpec,
  filing: Pick<Filing, 'from' | 'to'>,
  name: string,
  files: Record<RecordTable, string>,
): StepDraft => {
  const tables = Object.entries(recordTables) as [RecordTable, Record<string, string>][];
  return {
    name: `collect-${name}`,
    inputs: tables.map(
      ([table, columns]): StepInput => ({
        name: `${table}_lines`,
        format: 'json',
        files: [files[table]],
        columns: Object.keys(columns).map((column) => ({ name: column, type: 'STRING' })),
      }),
    ),
    views: [],
    outputs: tables.map(([table, columns]) => ({
      name: table,
      area: 'raw' as const,
      sql: `SELECT ${columnsOf(columns)
        .map(({ name: column, type }) => `CAST(${identifier(column)} AS ${type}) AS ${identifier(column)}`)
        .join(
          ', ',
        )} FROM ${identifier(`${table}_lines`)} WHERE ${identifier(Object.keys(columns)[0] ?? '')} IS NOT NULL`,
      columns: columnsOf(columns),
      format: 'parquet' as const,
      totals: { rows: 'count(*)' },
    })),
    parameters: parametersOf(spec, filing),
  };
};

/** Name of a table's CSV file among a step's outputs. */
export const csvOf = (table: string): string => `${table}_csv`;

/** Collected tables → the report's own, each for the catalog and as the very CSV file that is filed. */
export const composeTables = (
  report: ResolvedReport,
  filing: Pick<Filing, 'from' | 'to'>,
  collected: readonly Manifest[],
): StepDraft => {
  const { spec } = report;
  const tables = Object.entries(spec.tables);
  return {
    name: 'compose',
    inputs: collected.flatMap((left) =>
      left.outputs.filter(({ name }) => !name.endsWith('_control')).map(({ name }) => inputFrom(left, name)),
    ),
    views: [
      ...Object.entries(spec.views).map(([name, file]) => ({ name, sql: reportFile(report, file), keep: true })),
      ...tables.map(([name, { sql }]) => ({ name, sql: reportFile(report, sql), keep: true })),
    ],
    outputs: tables.flatMap(([name, { columns, orderBy, totals }]) => {
      const shared = {
        sql: `SELECT ${list(columnsOf(columns))} FROM ${identifier(name)}`,
        columns: columnsOf(columns),
        orderBy,
      };
      return [
        {
          ...shared,
          name,
          area: 'reports' as const,
          catalogued: true,
          format: 'parquet' as const,
          totals: { rows: 'count(*)', ...totals },
        },
        {
          ...shared,
          name: csvOf(name),
          area: 'reports' as const,
          format: 'csv' as const,
          csv: { header: true, delimiter: ',' },
          singleFile: true,
        },
      ];
    }),
    parameters: parametersOf(spec, filing),
  };
};
