import type { ExecutionRecord } from '../records.ts';

/** A child execution as a result file describes it. */
export function resultRecord(record: ExecutionRecord): string {
  const { input, output, error, cause, stoppedAt } = record;
  const succeeded = record.status === 'SUCCEEDED';
  return JSON.stringify({
    ...(cause === undefined ? {} : { Cause: cause }),
    ...(error === undefined ? {} : { Error: error }),
    ExecutionArn: record.arn,
    Input: input,
    InputDetails: { Included: true },
    Name: record.name,
    ...(output === undefined ? {} : { Output: output, OutputDetails: { Included: true } }),
    RedriveCount: record.redriveCount,
    RedriveStatus: succeeded ? 'NOT_REDRIVABLE' : 'REDRIVABLE_BY_MAP_RUN',
    ...(succeeded ? { RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven' } : {}),
    StartDate: new Date(record.startedAt).toISOString(),
    StateMachineArn: record.machineArn,
    Status: record.status,
    ...(stoppedAt === undefined ? {} : { StopDate: new Date(stoppedAt).toISOString() }),
  });
}
