import type { DescribeMapRunInput, DescribeMapRunOutput } from '@aws-sdk/client-sfn';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { checkArn } from './constraints.ts';
import type { Engine } from './engine.ts';
import type { MapRunCounts, MapRunRecord } from './records.ts';

export const describeMapRun = (engine: Engine) =>
  operation<DescribeMapRunInput, DescribeMapRunOutput>({
    name: 'DescribeMapRun',
    accepts: ['mapRunArn'],
    required: ['mapRunArn'],
    access: ({ mapRunArn = '' }) => [{ action: 'states:DescribeMapRun', resource: mapRunArn }],
    run({ mapRunArn = '' }) {
      const record = mapRunOf(engine, mapRunArn);
      return {
        mapRunArn: record.arn,
        executionArn: record.executionArn,
        status: record.status,
        startDate: new Date(record.startedAt),
        ...(record.stoppedAt === undefined ? {} : { stopDate: new Date(record.stoppedAt) }),
        maxConcurrency: record.maxConcurrency,
        toleratedFailurePercentage: record.toleratedFailurePercentage,
        toleratedFailureCount: record.toleratedFailureCount,
        itemCounts: counts(record.items),
        executionCounts: counts(record.executions),
        redriveCount: record.redriveCount,
        ...(record.redrivenAt === undefined ? {} : { redriveDate: new Date(record.redrivenAt) }),
      };
    },
  });

const counts = (known: MapRunCounts) => ({ ...known, failuresNotRedrivable: 0, pendingRedrive: 0 });

/** Throws `ResourceNotFound`. */
export function mapRunOf(engine: Engine, arn: string): MapRunRecord {
  checkArn(arn, 'mapRun');
  const live = engine.mapRuns.get(arn);
  if (live) return live.record;
  engine.journal.flush();
  const record = engine.machines.mapRuns.get(arn);
  if (!record)
    throw new AwsError('ResourceNotFound', `Resource not found: '${arn}'`, { members: { resourceName: arn } });
  return record;
}
