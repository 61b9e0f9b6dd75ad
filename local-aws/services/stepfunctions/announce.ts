import type { Cloud } from '../../cloud.ts';
import type { ExecutionRecord } from './records.ts';

const included = { included: true };

/** "Step Functions Execution Status Change" on the default bus. Express executions and children of a Map have none. */
export function announce(cloud: Cloud, record: ExecutionRecord): void {
  if (record.type !== 'STANDARD' || record.child || !has(cloud, 'events')) return;
  const { input, output } = record;
  cloud.parts.events.emit({
    source: 'aws.states',
    detailType: 'Step Functions Execution Status Change',
    resources: [record.arn],
    detail: {
      executionArn: record.arn,
      stateMachineArn: record.machineArn,
      name: record.name,
      status: record.status,
      startDate: record.startedAt,
      stopDate: record.stoppedAt ?? null,
      input,
      output: output ?? null,
      inputDetails: included,
      outputDetails: output === undefined ? null : included,
      error: record.error ?? null,
      cause: record.cause ?? null,
      stateMachineVersionArn: record.versionArn ?? null,
      stateMachineAliasArn: record.aliasArn ?? null,
      redriveCount: record.redriveCount,
      redriveDate: record.redrivenAt ?? null,
      redriveStatus: redrivable(record) ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
      redriveStatusReason: redrivable(record) ? null : notRedrivable(record),
    },
  });
}

export const redrivable = ({ status }: ExecutionRecord): boolean =>
  status === 'FAILED' || status === 'TIMED_OUT' || status === 'ABORTED';

/** Why an execution cannot be redriven, in the service's words. */
export const notRedrivable = ({ status }: ExecutionRecord): string => `Execution is ${status} and cannot be redriven`;

/** Whether the server fills that part: a server of a few services need not. */
export const has = (cloud: Cloud, part: keyof Cloud['parts']): boolean => part in cloud.parts;
