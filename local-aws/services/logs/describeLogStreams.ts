import type { DescribeLogStreamsRequest, DescribeLogStreamsResponse, LogStream } from '@aws-sdk/client-cloudwatch-logs';
import type { Cloud } from '../../cloud.ts';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import { groupName, logAccess } from './access.ts';
import { invalid } from './invalid.ts';
import type { LogStore } from './logStore.ts';
import type { StreamRecord } from './records.ts';

export const describeLogStreams = (store: LogStore) =>
  operation<DescribeLogStreamsRequest, DescribeLogStreamsResponse>({
    name: 'DescribeLogStreams',
    accepts: [
      'logGroupName',
      'logGroupIdentifier',
      'logStreamNamePrefix',
      'orderBy',
      'descending',
      'nextToken',
      'limit',
    ],
    access: ({ logGroupName, logGroupIdentifier }, call) =>
      logAccess('DescribeLogStreams', logGroupName ?? logGroupIdentifier, call),
    run({ logGroupName, logGroupIdentifier, logStreamNamePrefix, orderBy, descending, nextToken, limit }, { cloud }) {
      const group = store.group(groupName(logGroupName ?? logGroupIdentifier)).name;
      const byTime = orderBy === 'LastEventTime';
      if (byTime && logStreamNamePrefix !== undefined)
        throw invalid('Cannot order by LastEventTime with a logStreamNamePrefix.');
      const last = (stream: StreamRecord) => stream.lastEventAt ?? stream.createdAt;
      const streams = store.streams(group, logStreamNamePrefix);
      if (byTime) streams.sort((left, right) => last(left) - last(right));
      if (descending) streams.reverse();
      const rank = new Map(streams.map((stream, index) => [stream, String(index).padStart(9, '0')]));
      const { items, nextToken: next } = page(streams, (stream) => rank.get(stream) ?? '', {
        token: nextToken,
        limit,
        defaultLimit: 50,
        tokenError: 'InvalidParameterException',
      });
      return { logStreams: items.map((stream) => streamAnswer(group, stream, cloud)), nextToken: next };
    },
  });

const streamAnswer = (group: string, stream: StreamRecord, cloud: Cloud): LogStream => ({
  logStreamName: stream.name,
  creationTime: stream.createdAt,
  firstEventTimestamp: stream.firstEventAt,
  lastEventTimestamp: stream.lastEventAt,
  lastIngestionTime: stream.lastIngestionAt,
  uploadSequenceToken: String(stream.lastIngestionAt ?? stream.createdAt),
  arn: cloud.arn('logs', `log-group:${group}:log-stream:${stream.name}`),
  storedBytes: 0,
});
