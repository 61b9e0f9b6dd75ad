import * as z from 'zod';
import { evaluationOutcome } from '../shared/contracts/evaluation.ts';
import { featuresOutcome, scoreOutcome, trainingOutcome } from '../shared/contracts/outcomes.ts';
import { deployment, registration } from '../shared/contracts/registration.ts';
import { run } from '../shared/contracts/run.ts';

/** Every stage's outcome, as the state machine's variables hold them. */
export const reportInput = z.strictObject({
  run,
  extracts: z.array(z.object({ source: z.string(), manifest: z.string() })),
  quality: z.array(z.object({ table: z.string(), score: z.number(), verdict: z.string(), report: z.string() })),
  tables: z.object({ manifest: z.string() }),
  features: featuresOutcome,
  training: trainingOutcome,
  scores: scoreOutcome,
  championScores: scoreOutcome.nullable(),
  measures: z.object({ manifest: z.string() }),
  evaluation: evaluationOutcome,
  registration: registration.nullable(),
  deployment: deployment.nullable(),
});
export type ReportInput = z.output<typeof reportInput>;

/** `quality.json` of a table: its rules and how each fared. */
export const qualityReport = z.object({
  table: z.string(),
  score: z.number(),
  verdict: z.string(),
  rules: z.array(z.object({ rule: z.string(), outcome: z.string().optional(), message: z.string().optional() })),
});
