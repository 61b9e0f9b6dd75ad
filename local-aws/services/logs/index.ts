import type { Cloud, LogSink } from '../../cloud.ts';
import type { Service } from '../../service.ts';
import { associateKmsKey } from './associateKmsKey.ts';
import { createLogGroup } from './createLogGroup.ts';
import { createLogStream } from './createLogStream.ts';
import { deleteLogGroup } from './deleteLogGroup.ts';
import { deleteLogStream } from './deleteLogStream.ts';
import { deleteMetricFilter } from './deleteMetricFilter.ts';
import { deleteResourcePolicy } from './deleteResourcePolicy.ts';
import { deleteRetentionPolicy } from './deleteRetentionPolicy.ts';
import { describeLogGroups } from './describeLogGroups.ts';
import { describeLogStreams } from './describeLogStreams.ts';
import { describeMetricFilters } from './describeMetricFilters.ts';
import { describeResourcePolicies } from './describeResourcePolicies.ts';
import { disassociateKmsKey } from './disassociateKmsKey.ts';
import { filterLogEvents } from './filterLogEvents.ts';
import { getLogEvents } from './getLogEvents.ts';
import { listTagsForResource } from './listTagsForResource.ts';
import { LogStore } from './logStore.ts';
import { putLogEvents } from './putLogEvents.ts';
import { putMetricFilter } from './putMetricFilter.ts';
import { putResourcePolicy } from './putResourcePolicy.ts';
import { putRetentionPolicy } from './putRetentionPolicy.ts';
import { ResourcePolicies } from './resourcePolicies.ts';
import { tagResource } from './tagResource.ts';
import { testMetricFilter } from './testMetricFilter.ts';
import { untagResource } from './untagResource.ts';

/** What fills `Parts.logs`. */
export const createLogSink = (cloud: Cloud): LogSink => new LogStore(cloud);

/** Amazon CloudWatch Logs: groups, streams, events, filter patterns, and the metrics that lines make. */
export function createLogs(cloud: Cloud): Service {
  const store = cloud.parts.logs as LogStore;
  const policies = new ResourcePolicies(cloud);
  return {
    name: 'logs',
    protocols: ['awsJson1.1'],
    validationError: 'InvalidParameterException',
    operations: {
      AssociateKmsKey: associateKmsKey(store),
      CreateLogGroup: createLogGroup(store),
      CreateLogStream: createLogStream(store),
      DeleteLogGroup: deleteLogGroup(store),
      DeleteLogStream: deleteLogStream(store),
      DeleteMetricFilter: deleteMetricFilter(store),
      DeleteResourcePolicy: deleteResourcePolicy(policies),
      DeleteRetentionPolicy: deleteRetentionPolicy(store),
      DescribeLogGroups: describeLogGroups(store),
      DescribeLogStreams: describeLogStreams(store),
      DescribeMetricFilters: describeMetricFilters(store),
      DescribeResourcePolicies: describeResourcePolicies(policies),
      DisassociateKmsKey: disassociateKmsKey(store),
      FilterLogEvents: filterLogEvents(store),
      GetLogEvents: getLogEvents(store),
      ListTagsForResource: listTagsForResource(store),
      PutLogEvents: putLogEvents(store),
      PutMetricFilter: putMetricFilter(store),
      PutResourcePolicy: putResourcePolicy(policies),
      PutRetentionPolicy: putRetentionPolicy(store),
      TagResource: tagResource(store),
      TestMetricFilter: testMetricFilter(),
      UntagResource: untagResource(store),
    },
    resourcePolicy: () => policies.merged(),
  };
}
