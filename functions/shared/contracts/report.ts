import * as z from 'zod';
import { pipelineSpec, sqlType } from './pipeline.ts';

/**
 * `reports/<name>/report.yml`: a regulatory report as data. Strict at every level: a key that is not known here is refused with its path.
 * Paths are relative to the report's folder; SQL is Spark SQL; types are Spark SQL's.
 */
const text = z.string().trim().min(1);
const sqlName = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,62}$/,
    'lower case letters, digits and _, starting with a letter (it becomes a table or column name)',
  );
const elementName = z.string().regex(/^[A-Z][A-Za-z0-9]{0,62}$/, 'an element name such as CashFiling');
const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a local time such as '05:00'");
const sqlFile = z.string().regex(/^sql\/[\w./-]+\.sql$/, 'a file below sql/, ending in .sql');
const dqdlFile = z.string().regex(/^quality\/[\w./-]+\.dqdl$/, 'a file below quality/, ending in .dqdl');
const schemaFile = z.string().regex(/^[\w-]+\.xsd$/, 'a file beside report.yml, ending in .xsd');
const columns = z.record(sqlName, sqlType);
const totals = z.record(sqlName, text).default({});

/** A table that a pipeline's night left, as the Glue catalog shows it on the first business date at or after the period's end. */
const tableSource = z.strictObject({
  pipeline: text,
  area: z.enum(['raw', 'clean']).default('clean'),
  table: sqlName,
  columns,
  /** Which rows are collected, such as `booking_date BETWEEN :period_start AND :period_end`; all where it is missing. */
  where: text.optional(),
  /** Control totals over the whole table; one that the night's own manifest has under the same name must be equal to it. */
  totals,
});

/** What the nights of the period left about their decisions and models; it becomes the tables of `recordTables`. */
const recordSource = z.strictObject({ records: z.literal('nights'), pipelines: z.array(text).min(1) });

/** Part of a report's document: a column as an element, several in a group, or another table's rows. */
export type ContentSpec =
  | string
  | { group: string; columns: string[] }
  | { list: string; item: string; table: string; by?: string | undefined; content?: ContentSpec[] | undefined };

const content: z.ZodType<ContentSpec> = z.lazy(() =>
  z.union([
    sqlName,
    z.strictObject({ group: elementName, columns: z.array(sqlName).min(1) }),
    z.strictObject({
      list: elementName,
      item: elementName,
      table: sqlName,
      /** A column of both tables: only rows of the same value belong here. It is written in the outer row alone. */
      by: sqlName.optional(),
      content: z.array(content).optional(),
    }),
  ]),
);

const totalName = z.string().regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/, 'a total such as transactions.amount');

export const reportSpec = z.strictObject({
  name: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{0,30}[a-z0-9]$/,
      'lower case letters, digits and -; the name of its folder, and of no pipeline',
    ),
  title: text,
  owner: text,
  description: text.optional(),
  /** Who reports. */
  institution: text,
  /** What a report is about: one day, month or quarter. */
  period: z.enum(['day', 'month', 'quarter']),
  schedule: z.strictObject({
    /** AWS's six fields: minutes hours day-of-month month day-of-week year. The period that ended last before it is reported. */
    cron: text,
    timeZone: text.refine(
      (zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC',
      'a time zone of the IANA list, such as Europe/Prague',
    ),
    enabled: z.boolean().default(true),
    /** The first period that is owed: nobody is alarmed about earlier ones. */
    firstPeriod: z.string().regex(/^\d{4}-(\d{2}(-\d{2})?|Q[1-4])$/, 'such as 2026-11-22, 2026-11 or 2026-Q4'),
    /** Days that need no report (a period of one day), and that count for no deadline in business days: `YYYY-MM-DD` or `MM-DD`. */
    holidays: z.array(z.string().regex(/^(\d{4}-)?\d{2}-\d{2}$/, 'YYYY-MM-DD or MM-DD')).default([]),
  }),
  deadline: z.strictObject({
    /** Days after the period's last one. */
    days: z.int().min(0).max(366),
    count: z.enum(['calendar', 'business']).default('calendar'),
    /** Local time of that day. */
    time: localTime,
    /** Hours before the deadline from which somebody is told that nothing is filed yet. */
    warnHours: z.int().min(1).max(2000),
  }),
  sources: z.record(sqlName, z.union([tableSource, recordSource])),
  /** Beyond `period_start`, `period_end` and `business_date`: thresholds, currency. */
  parameters: z
    .record(sqlName, z.strictObject({ type: sqlType, value: z.union([z.string(), z.number(), z.boolean()]) }))
    .default({}),
  /** Intermediate views in order, name → file. */
  views: z.record(sqlName, sqlFile).default({}),
  /** What is reported: each a CSV file of the filing, and a catalog table for its requirements. */
  tables: z.record(
    sqlName,
    z.strictObject({
      description: text.optional(),
      sql: sqlFile,
      columns,
      /** Columns by which the rows stand in the files; together unique. */
      orderBy: z.array(sqlName).min(1),
      totals,
      /** The requirements: one that fails stops the submission. */
      requirements: dqdlFile.optional(),
    }),
  ),
  /** Sums that must be equal to the cent, of totals of sources (their collected rows) and tables. */
  reconcile: z
    .array(z.strictObject({ what: text, left: z.array(totalName).min(1), right: z.array(totalName).min(1) }))
    .default([]),
  document: z.strictObject({
    schema: schemaFile,
    namespace: text,
    root: elementName,
    content: z.array(content).min(1),
  }),
  /** `four-eyes`: somebody other than the requester approves before the submission. */
  approval: z
    .strictObject({ required: z.boolean().default(true), expiresHours: z.int().min(1).max(720).default(72) })
    .prefault({}),
  compute: pipelineSpec.shape.compute,
});

/** A report as the rest of the project sees it: defaults filled in. */
export type ReportSpec = z.infer<typeof reportSpec>;
export type ReportSource = ReportSpec['sources'][string];
export type TableSource = z.infer<typeof tableSource>;

/** `spec.json` of a report's run: what was filed by which rules is on record. */
export const resolvedReport = z.strictObject({
  spec: reportSpec,
  files: z.record(z.string(), z.string()),
  hash: z.string(),
});
export type ResolvedReport = z.infer<typeof resolvedReport>;
