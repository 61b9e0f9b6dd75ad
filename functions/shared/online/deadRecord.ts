import * as z from 'zod';

/** A record of the stream that can never be decided, as it lies in the dead-letter queue. */
export const deadRecord = z.object({
  version: z.literal(1),
  reason: z.string(),
  field: z.string(),
  message: z.string(),
  eventId: z.string(),
  partitionKey: z.string(),
  sequenceNumber: z.string(),
  arrivedAt: z.string(),
  /** Base64. */
  data: z.string(),
  /** Whether `data` is only its beginning: then it cannot be replayed from here. */
  cut: z.boolean(),
});
export type DeadRecord = z.infer<typeof deadRecord>;

/** A batch that Lambda gave up, as its on-failure destination gets it: the records are still in the stream, for a day. */
export const abandonedBatch = z.object({
  requestContext: z.object({ condition: z.string() }),
  KinesisBatchInfo: z.object({
    shardId: z.string(),
    startSequenceNumber: z.string(),
    endSequenceNumber: z.string(),
    batchSize: z.number(),
    streamArn: z.string(),
  }),
});
export type AbandonedBatch = z.infer<typeof abandonedBatch>;
