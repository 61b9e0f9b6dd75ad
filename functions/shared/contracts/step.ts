import * as z from 'zod';

/**
 * The step document: what one run of the Glue job does. The handlers write it to the run's prefix, `glue/run_sql.py` (Spark) and the
 * laptop's engine (DuckDB) read it. A manifest is written last: no manifest, no output.
 */
const column = z.strictObject({ name: z.string(), type: z.string() });
const uri = z.string().regex(/^s3:\/\/[^/]+\/.+/);

export const stepInput = z.strictObject({
  name: z.string(),
  format: z.enum(['csv', 'json', 'parquet']),
  files: z.array(uri),
  /** Version or ETag that each file must have when it is read. */
  versions: z.record(uri, z.string()).optional(),
  etags: z.record(uri, z.string()).optional(),
  columns: z.array(column),
  csv: z
    .strictObject({ header: z.boolean(), delimiter: z.string(), quote: z.string(), nullText: z.string() })
    .optional(),
  /** Name of a view of the lines that are no rows: file, line, text, reason. */
  rejects: z.string().optional(),
});

export const stepOutput = z.strictObject({
  name: z.string(),
  sql: z.string(),
  columns: z.array(column),
  /** A prefix of this run alone, ending in `/`. */
  location: uri,
  format: z.enum(['csv', 'json', 'parquet']),
  csv: z.strictObject({ header: z.boolean(), delimiter: z.string() }).optional(),
  orderBy: z.array(z.string()).optional(),
  singleFile: z.boolean().optional(),
  totals: z.record(z.string(), z.string()).optional(),
  /** No rows is an error (`OutputInvalid`). */
  requireRows: z.boolean().optional(),
});

export const stepDocument = z.strictObject({
  version: z.literal(1),
  name: z.string(),
  parameters: z.record(
    z.string(),
    z.strictObject({ type: z.string(), value: z.union([z.string(), z.number(), z.boolean(), z.null()]) }),
  ),
  inputs: z.array(stepInput),
  /** In order. `keep`: several statements read it, so it is computed once and kept for the run. */
  views: z.array(z.strictObject({ name: z.string(), sql: z.string(), keep: z.boolean().optional() })),
  outputs: z.array(stepOutput),
  manifest: uri,
});
export type StepDocument = z.infer<typeof stepDocument>;
export type StepInput = z.infer<typeof stepInput>;
export type StepOutput = z.infer<typeof stepOutput>;

const manifestFile = z.object({
  uri,
  size: z.number(),
  etag: z.string(),
  sha256: z.string().optional(),
  versionId: z.string().optional(),
  rows: z.number().optional(),
});

/** What a job left: the only way to its files. */
export const manifest = z.object({
  version: z.literal(1),
  step: z.string(),
  inputs: z.array(
    z.object({ name: z.string(), rows: z.number(), rejected: z.number().optional(), files: z.array(manifestFile) }),
  ),
  outputs: z.array(
    z.object({
      name: z.string(),
      location: z.string(),
      format: z.string(),
      columns: z.array(column),
      rows: z.number(),
      totals: z.record(z.string(), z.string().nullable()),
      files: z.array(manifestFile),
    }),
  ),
});
export type Manifest = z.infer<typeof manifest>;
