import * as z from 'zod';

/** What stages leave to those after them: the outputs of the state machine's job states. Unknown members pass, they are for the record. */
export const featuresOutcome = z.object({
  key: z.string(),
  manifest: z.string(),
  rows: z.record(z.string(), z.number()),
});

export const trainingOutcome = z.object({
  key: z.string(),
  jobId: z.string(),
  jobArn: z.string(),
  model: z.string(),
  modelEtag: z.string(),
  image: z.string(),
  billableSeconds: z.number(),
  metrics: z.record(z.string(), z.number().nullable()),
});
export type TrainingOutcome = z.infer<typeof trainingOutcome>;

export const scoreOutcome = z.object({
  key: z.string(),
  jobId: z.string(),
  modelName: z.string(),
  scores: z.string(),
  scoresEtag: z.string(),
});
export type ScoreOutcome = z.infer<typeof scoreOutcome>;
