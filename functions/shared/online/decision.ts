import * as z from 'zod';

/** A decision as it is kept, sent and told: once made it is repeated letter by letter. */
export const decisionSchema = z.object({
  transactionId: z.number(),
  /** The record's own time, as it came. */
  time: z.string(),
  score: z.number().nullable(),
  threshold: z.number(),
  /** Run that published the past that the features were made of; null where there was none. */
  featureSetVersion: z.string().nullable(),
  /** Version of the champion; null where the rule decided. */
  modelVersion: z.number().nullable(),
  decision: z.enum(['approve', 'decline']),
  decidedBy: z.enum(['model', 'fallback']),
  /** For declined ones, the strongest first, in words a customer can be told. */
  reasons: z.array(z.string()),
  velocity: z.object({ count1h: z.number(), amount1h: z.number(), count24h: z.number(), amount24h: z.number() }),
  /** The vector, in the order of the model's features; the nightly parity check compares it with the batch's. */
  features: z.array(z.number().nullable()),
});
export type Decision = z.infer<typeof decisionSchema>;
export type Velocity = Decision['velocity'];
