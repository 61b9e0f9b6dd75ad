import type { DescribeStreamInput, DescribeStreamOutput } from '@aws-sdk/client-kinesis';
import { operation } from '../../service.ts';
import type { Kinesis } from './kinesis.ts';
import { shardAnswer } from './shardAnswer.ts';
import { streamAccess } from './streamAccess.ts';

export const describeStream = (kinesis: Kinesis) =>
  operation<DescribeStreamInput, DescribeStreamOutput>({
    name: 'DescribeStream',
    accepts: ['StreamName', 'StreamARN', 'Limit', 'ExclusiveStartShardId'],
    access: (input, call) => streamAccess('DescribeStream', input, call),
    run(input) {
      const { Limit = 100, ExclusiveStartShardId: after = '' } = input;
      const stream = kinesis.streams.stream(input);
      const shards = stream.shards.filter(({ id }) => id > after);
      return {
        StreamDescription: {
          StreamName: stream.name,
          StreamARN: stream.arn,
          StreamStatus: 'ACTIVE',
          StreamModeDetails: { StreamMode: stream.mode },
          Shards: shards.slice(0, Limit).map(shardAnswer),
          HasMoreShards: shards.length > Limit,
          RetentionPeriodHours: stream.retentionHours,
          StreamCreationTimestamp: new Date(stream.createdAt),
          EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
          EncryptionType: stream.keyId === undefined ? 'NONE' : 'KMS',
          KeyId: stream.keyId,
        },
      };
    },
  });
