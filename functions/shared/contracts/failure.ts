import * as z from 'zod';

/** How a night failed: the state, and the error and cause that its Catch kept. */
export const failure = z.object({ stage: z.string(), error: z.string(), cause: z.string() });
export type Failure = z.infer<typeof failure>;

/** EventBridge's "Step Functions Execution Status Change", as far as it is read. */
export const executionStatusChange = z.object({
  'detail-type': z.literal('Step Functions Execution Status Change'),
  detail: z.object({
    executionArn: z.string(),
    stateMachineArn: z.string(),
    name: z.string(),
    status: z.enum(['FAILED', 'TIMED_OUT', 'ABORTED', 'RUNNING', 'SUCCEEDED', 'PENDING_REDRIVE']),
    input: z.string().nullish(),
    error: z.string().nullish(),
    cause: z.string().nullish(),
  }),
});
export type ExecutionStatusChange = z.infer<typeof executionStatusChange>;
