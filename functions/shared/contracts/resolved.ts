import * as z from 'zod';
import { pipelineSpec } from './pipeline.ts';

/** `spec.json` of a run: the pipeline as it was when the run began, with the text of every file it names. What ran is on record. */
export const resolvedPipeline = z.strictObject({
  spec: pipelineSpec,
  /** Path relative to the pipeline's folder → text. */
  files: z.record(z.string(), z.string()),
  /** SHA-256 of both. */
  hash: z.string(),
});
export type ResolvedPipeline = z.infer<typeof resolvedPipeline>;
