import type { JobRunState } from '@aws-sdk/client-glue';
import type { Cloud } from '../../../cloud.ts';
import { type JobRunRecord, jobArn } from './records.ts';

/**
 * Tells the default bus that a run has ended: "Glue Job State Change" as Glue words it.
 * Source: https://docs.aws.amazon.com/glue/latest/dg/automating-awsglue-with-cloudwatch-events.html
 */
export const emitRunState = (cloud: Cloud, run: JobRunRecord): void => {
  cloud.parts.events.emit({
    source: 'aws.glue',
    detailType: 'Glue Job State Change',
    resources: [jobArn(cloud, run.JobName)],
    detail: {
      jobName: run.JobName,
      severity: severityOf(run.JobRunState),
      state: run.JobRunState,
      jobRunId: run.Id,
      message: messageOf(run),
    },
  });
};

const severityOf = (state: JobRunState): string =>
  state === 'SUCCEEDED' || state === 'STOPPED' ? 'INFO' : state === 'TIMEOUT' ? 'WARN' : 'ERROR';

const messageOf = (run: JobRunRecord): string => {
  switch (run.JobRunState) {
    case 'SUCCEEDED':
      return 'Job run succeeded';
    case 'STOPPED':
      return 'Job run stopped';
    case 'TIMEOUT':
      return 'Job run timed out';
    default:
      return `JobName:${run.JobName} and JobRunId:${run.Id} failed to execute with exception ${run.ErrorMessage ?? ''}`;
  }
};
