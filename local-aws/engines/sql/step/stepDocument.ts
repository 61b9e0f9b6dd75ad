import { z } from 'zod';
import { StepError } from '../errors.ts';

const uri = z.string().regex(/^s3a?:\/\/[^/]+\/.+/, 'expected s3://bucket/key');
const column = z.strictObject({ name: z.string().min(1), type: z.string().min(1) });

const input = z.strictObject({
  name: z.string().min(1),
  format: z.enum(['csv', 'json', 'parquet']),
  files: z.array(uri),
  versions: z.record(z.string(), z.string()).optional(),
  etags: z.record(z.string(), z.string()).optional(),
  columns: z.array(column),
  csv: z
    .strictObject({
      header: z.boolean().default(true),
      delimiter: z.string().length(1).default(','),
      quote: z.string().length(1).default('"'),
      nullText: z.string().default(''),
    })
    .optional(),
  rejects: z.string().min(1).optional(),
});

const output = z.strictObject({
  name: z.string().min(1),
  sql: z.string().min(1),
  columns: z.array(column).min(1),
  location: uri.refine((text) => text.endsWith('/'), 'expected a prefix ending in /'),
  format: z.enum(['csv', 'json', 'parquet']),
  csv: z.strictObject({ header: z.boolean().default(true), delimiter: z.string().length(1).default(',') }).optional(),
  orderBy: z.array(z.string().min(1)).optional(),
  singleFile: z.boolean().optional(),
  totals: z.record(z.string(), z.string()).optional(),
  requireRows: z.boolean().optional(),
});

const step = z.strictObject({
  version: z.literal(1),
  name: z.string().min(1),
  parameters: z
    .record(
      z.string().regex(/^[A-Za-z_]\w*$/, 'expected a name'),
      z.strictObject({ type: z.string(), value: z.union([z.string(), z.number(), z.boolean(), z.null()]) }),
    )
    .default({}),
  inputs: z.array(input),
  // keep: several statements read it, so it is computed once and kept for the run.
  views: z
    .array(z.strictObject({ name: z.string().min(1), sql: z.string().min(1), keep: z.boolean().optional() }))
    .default([]),
  outputs: z.array(output),
  manifest: uri,
});

/** What one run of the Glue job does; the same document is read by `glue/run_sql.py`. */
export type StepDocument = z.infer<typeof step>;
export type StepInput = StepDocument['inputs'][number];
export type StepOutput = StepDocument['outputs'][number];
export type StepColumn = z.infer<typeof column>;

/** Checks a parsed JSON value strictly. Throws `StepInvalid` with the path of what offends. */
export const parseStepDocument = (value: unknown): StepDocument => {
  const result = step.safeParse(value);
  if (!result.success) {
    const issues = result.error.issues.map((issue) => `${issue.path.join('.') || '(document)'}: ${issue.message}`);
    throw new StepError('StepInvalid', `the step document is not valid: ${issues.join('; ')}`);
  }
  const names = new Set<string>();
  const { inputs, views, outputs } = result.data;
  for (const name of [
    ...inputs.flatMap(({ name, rejects }) => (rejects === undefined ? [name] : [name, rejects])),
    ...views.map(({ name }) => name),
  ]) {
    if (names.has(name.toLowerCase())) throw new StepError('StepInvalid', `two views of the step are named ${name}`);
    names.add(name.toLowerCase());
  }
  for (const { location } of outputs)
    if (outputs.filter((other) => other.location === location).length > 1)
      throw new StepError('StepInvalid', `two outputs of the step are written to ${location}`);
  return result.data;
};
