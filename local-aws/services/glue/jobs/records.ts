import type { Job, JobRun, JobRunState } from '@aws-sdk/client-glue';
import type { Cloud } from '../../../cloud.ts';
import { AwsError } from '../../../errors.ts';
import type { Table } from '../../../store/database.ts';

/** A job as it is stored; times in ms since the epoch. */
export type JobRecord = Omit<Job, 'Name' | 'CreatedOn' | 'LastModifiedOn'> & {
  Name: string;
  CreatedOn: number;
  LastModifiedOn: number;
};

/** A run as it is stored; times in ms since the epoch. */
export type JobRunRecord = Omit<
  JobRun,
  'Id' | 'JobName' | 'JobRunState' | 'StartedOn' | 'LastModifiedOn' | 'CompletedOn'
> & {
  Id: string;
  JobName: string;
  JobRunState: JobRunState;
  StartedOn: number;
  LastModifiedOn: number;
  CompletedOn?: number;
};

export const ENDED: readonly JobRunState[] = ['SUCCEEDED', 'FAILED', 'TIMEOUT', 'STOPPED', 'ERROR', 'EXPIRED'];

export const jobTable = (cloud: Cloud): Table<JobRecord> => cloud.database.table<JobRecord>('glue.jobs');

/** Keys are `<job>\u0001<run>`. */
export const runTable = (cloud: Cloud): Table<JobRunRecord> => cloud.database.table<JobRunRecord>('glue.job-runs');

export const runKey = (job: string, run: string): string => `${job}\u0001${run}`;

/** Throws `EntityNotFoundException`. */
export const findJob = (cloud: Cloud, name: string): JobRecord => {
  const job = jobTable(cloud).get(name);
  if (!job) throw new AwsError('EntityNotFoundException', `Job with name: ${name} not found.`);
  return job;
};

/** A job's runs, newest first. */
export const runsOf = (cloud: Cloud, job: string): JobRunRecord[] =>
  runTable(cloud)
    .list({ prefix: runKey(job, '') })
    .map(({ value }) => value)
    .sort((left, right) => right.StartedOn - left.StartedOn || (left.Id < right.Id ? -1 : 1));

export const jobAnswer = (job: JobRecord): Job => ({
  ...job,
  CreatedOn: new Date(job.CreatedOn),
  LastModifiedOn: new Date(job.LastModifiedOn),
});

export const runAnswer = (run: JobRunRecord): JobRun =>
  ({
    ...run,
    StartedOn: new Date(run.StartedOn),
    LastModifiedOn: new Date(run.LastModifiedOn),
    ...(run.CompletedOn === undefined ? {} : { CompletedOn: new Date(run.CompletedOn) }),
    PredecessorRuns: [],
  }) as JobRun;

export const jobArn = (cloud: Cloud, name: string): string => cloud.arn('glue', `job/${name}`);
