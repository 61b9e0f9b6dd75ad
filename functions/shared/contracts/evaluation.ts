import * as z from 'zod';

/** What later states and people need of an evaluation; `evaluation.json` beside the run holds the whole. */
export const decision = z.enum(['promote', 'keep', 'reject']);
export type Decision = z.infer<typeof decision>;

export const evaluationOutcome = z.object({
  decision,
  reasons: z.array(z.string()),
  /** `evaluation.json` */
  evaluation: z.string(),
  metrics: z.record(z.string(), z.number()),
  warnings: z.array(z.string()),
});
export type EvaluationOutcome = z.infer<typeof evaluationOutcome>;
