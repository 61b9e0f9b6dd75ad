import * as z from 'zod';
import { decision } from './evaluation.ts';
import { run } from './run.ts';

const interval = z.object({ value: z.number(), low: z.number(), high: z.number() });
const modelMetrics = z.object({
  auc: interval,
  averagePrecision: interval,
  ks: interval,
  brier: interval,
});
export type ModelMetrics = z.infer<typeof modelMetrics>;

/** `run.json`: the record of a night that came to a decision. Every figure of it can be followed to the file that it names. */
export const runRecord = z.object({
  version: z.literal(1),
  run,
  title: z.string(),
  owner: z.string(),
  specHash: z.string(),
  decision,
  reasons: z.array(z.string()),
  warnings: z.array(z.string()),
  metrics: z.object({
    challenger: modelMetrics,
    champion: modelMetrics.optional(),
    /** Where the true probabilities are known. */
    bestReachableAuc: z.number().optional(),
  }),
  /** Over all sources: landed, kept by the cleaning, quarantined by extract and cleaning. */
  rows: z.object({ in: z.number(), out: z.number(), quarantined: z.number() }),
  folds: z.record(z.string(), z.number()),
  qualityScore: z.number(),
  quality: z.array(z.object({ table: z.string(), score: z.number(), verdict: z.string(), report: z.string() })),
  training: z.object({ jobName: z.string(), image: z.string(), model: z.string(), billableSeconds: z.number() }),
  registration: z.object({ modelPackageArn: z.string(), version: z.number() }).nullable(),
  deployment: z.object({ endpoint: z.string(), endpointConfig: z.string() }).nullable(),
  /** Manifests and other files by stage. */
  lineage: z.record(z.string(), z.string()),
  evaluation: z.string(),
  report: z.string(),
});
export type RunRecord = z.infer<typeof runRecord>;
