import type { JobUpdate } from '@aws-sdk/client-glue';
import type { Cloud } from '../../../cloud.ts';
import { WORKER_DPUS } from '../../../engines/sql/step/resources.ts';
import { AwsError } from '../../../errors.ts';
import type { Access } from '../../../service.ts';

/** Members of a job that have their effect on the laptop; the others below are kept and given back. */
export const JOB_MEMBERS = [
  'Role',
  'ExecutionProperty',
  'Command',
  'DefaultArguments',
  'NonOverridableArguments',
  'Timeout',
  'MaxRetries',
  'NumberOfWorkers',
  'WorkerType',
  'MaxCapacity',
  'ExecutionClass',
] as const;
export const INERT_JOB_MEMBERS = [
  'JobMode',
  'JobRunQueuingEnabled',
  'Description',
  'LogUri',
  'SecurityConfiguration',
  'NotificationProperty',
  'GlueVersion',
  'MaintenanceWindow',
  'Connections',
  'AllocatedCapacity',
] as const;

type JobInput = {
  [Member in
    | 'Command'
    | 'MaxRetries'
    | 'Timeout'
    | 'WorkerType'
    | 'NumberOfWorkers'
    | 'MaxCapacity'
    | 'JobRunQueuingEnabled']?: JobUpdate[Member] | undefined;
};

/** Throws `InvalidInputException` for what Glue refuses, and for what the laptop does not do. */
export const checkJob = (job: JobInput): void => {
  if (!job.Command?.Name) throw invalid('Command.Name must be glueetl');
  if (job.Command.Name !== 'glueetl')
    throw invalid(`Command.Name ${job.Command.Name} is not supported by local-aws; supported: glueetl`);
  if (!/^s3:\/\/[^/]+\/.+/.test(job.Command.ScriptLocation ?? ''))
    throw invalid(`Command.ScriptLocation ${job.Command.ScriptLocation ?? '(none)'} is not s3://bucket/key`);
  if (job.MaxCapacity !== undefined && (job.WorkerType !== undefined || job.NumberOfWorkers !== undefined))
    throw invalid('Please set only Worker Type and Number of Workers, or Max Capacity');
  if ((job.WorkerType === undefined) !== (job.NumberOfWorkers === undefined))
    throw invalid('Worker Type and Number of Workers must be set together');
  if (job.WorkerType !== undefined && WORKER_DPUS[job.WorkerType] === undefined)
    throw invalid(`WorkerType ${job.WorkerType} is not supported; supported: ${Object.keys(WORKER_DPUS).join(', ')}`);
  if (job.Timeout !== undefined && !(job.Timeout >= 1 && job.Timeout <= 10080))
    throw invalid('Timeout must be 1 to 10080 minutes');
  if ((job.MaxRetries ?? 0) !== 0) throw invalid('MaxRetries is not supported by local-aws: the state machine retries');
  if (job.JobRunQueuingEnabled) throw invalid('JobRunQueuingEnabled is not supported by local-aws');
};

const invalid = (message: string): AwsError => new AwsError('InvalidInputException', message);

/** A role is named by its ARN, or by its name within the account. */
export const roleArn = (cloud: Cloud, role: string): string =>
  role.startsWith('arn:') ? role : cloud.arn('iam', `role/${role}`);

/** Handing a role to a job needs the right to pass it. */
export const passRole = (cloud: Cloud, role: string | undefined): Access[] =>
  role === undefined
    ? []
    : [
        {
          action: 'iam:PassRole',
          resource: roleArn(cloud, role),
          context: { 'iam:PassedToService': 'glue.amazonaws.com' },
        },
      ];
