import type { ErrorName } from '../errors.ts';
import type { JobRecord } from './record.ts';

export type JobState =
  | { status: 'running' }
  | { status: 'succeeded' }
  | { status: 'failed'; error: ErrorName; cause: string };

/** What a kind of job can do; one file per kind. Everything is asked of AWS anew: a driver remembers nothing. */
export interface JobDriver {
  /** Looked at right after the start too: what it waits for may be there already, and then no event comes. */
  endsAtOnce?: true;
  /** The job's id, where this attempt was started already by a call that could not say so. */
  find(record: JobRecord): Promise<string | undefined>;
  /** Starts it and answers its id. Throws `QuotaExceeded` where waiting helps. */
  start(record: JobRecord): Promise<string>;
  describe(record: JobRecord): Promise<JobState>;
  /** What a finished job left, verified; throws a named error where it is not whole. Small: it becomes the state's output. */
  outcome(record: JobRecord): Promise<Record<string, unknown>>;
  /** Called for a finished stage that is taken over: brings back what a later stage finds by the date and not by the outcome. */
  takeOver?(record: JobRecord): Promise<void>;
  /** Ends a job that nobody waits for any more; harmless when it has ended. */
  stop(record: JobRecord): Promise<void>;
}

/** The job's id, which every operation but `start` and `find` needs. */
export const jobIdOf = (record: JobRecord): string => {
  if (!record.jobId) throw new Error(`job ${record.key} (${record.stage}) has no id yet`);
  return record.jobId;
};

/** `<pipeline>-<key>-<attempt>`: the name of a SageMaker job, at most 63 characters, from which its record is found again. */
export const jobName = (record: Pick<JobRecord, 'key' | 'attempt' | 'run'>): string =>
  `${record.run.pipeline}-${record.key}-${record.attempt}`;

/** Key and attempt that a name or argument of ours carries. */
export const parseJobName = (name: string): { key: string; attempt: number } | undefined => {
  const [, key, attempt] = /(?:^|-)([0-9a-f]{24})-(\d+)$/.exec(name) ?? [];
  return key && attempt ? { key, attempt: Number(attempt) } : undefined;
};
