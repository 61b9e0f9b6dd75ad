import * as z from 'zod';

/** What carries a night through the state machine: pointers and settings, never data (a payload is at most 256 KiB). */
export const run = z.strictObject({
  pipeline: z.string(),
  /** YYYY-MM-DD */
  businessDate: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  runId: z.string(),
  executionArn: z.string(),
  /** `s3://…/runs/<pipeline>/<business date>/<run id>/` */
  prefix: z.string(),
  /** Salt of the stage keys: '' takes finished stages over, a run's id (with `force`) does everything again. */
  salt: z.string(),
});
export type Run = z.infer<typeof run>;

/** Input of the state machine. */
export const nightInput = z.strictObject({
  pipeline: z.string(),
  businessDate: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  force: z.boolean().optional(),
  /** The planned time as EventBridge Scheduler writes it. */
  scheduledTime: z.string().optional(),
});
export type NightInput = z.infer<typeof nightInput>;
