import type { LogGroup, LogGroupClass } from '@aws-sdk/client-cloudwatch-logs';
import type { Cloud } from '../../cloud.ts';
import type { LogStore } from './logStore.ts';
import type { GroupRecord } from './records.ts';

/** A group as `DescribeLogGroups` answers it. */
export function groupAnswer(group: GroupRecord, store: LogStore, cloud: Cloud): LogGroup {
  const arn = cloud.arn('logs', `log-group:${group.name}`);
  return {
    logGroupName: group.name,
    creationTime: group.createdAt,
    retentionInDays: group.retentionInDays,
    metricFilterCount: group.metricFilters.length,
    arn: `${arn}:*`,
    logGroupArn: arn,
    storedBytes: store.streams(group.name).reduce((sum, { storedBytes }) => sum + storedBytes, 0),
    kmsKeyId: group.kmsKeyId,
    logGroupClass: group.logGroupClass as LogGroupClass,
    deletionProtectionEnabled: group.deletionProtected ?? false,
  };
}
