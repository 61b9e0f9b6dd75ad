import type { DescribeStreamSummaryInput, DescribeStreamSummaryOutput } from '@aws-sdk/client-kinesis';
import { operation } from '../../service.ts';
import type { Kinesis } from './kinesis.ts';
import { streamAccess } from './streamAccess.ts';
import { isOpen } from './streamRecord.ts';

export const describeStreamSummary = (kinesis: Kinesis) =>
  operation<DescribeStreamSummaryInput, DescribeStreamSummaryOutput>({
    name: 'DescribeStreamSummary',
    accepts: ['StreamName', 'StreamARN'],
    access: (input, call) => streamAccess('DescribeStreamSummary', input, call),
    run(input) {
      const stream = kinesis.streams.stream(input);
      return {
        StreamDescriptionSummary: {
          StreamName: stream.name,
          StreamARN: stream.arn,
          StreamStatus: 'ACTIVE',
          StreamModeDetails: { StreamMode: stream.mode },
          RetentionPeriodHours: stream.retentionHours,
          StreamCreationTimestamp: new Date(stream.createdAt),
          EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
          EncryptionType: stream.keyId === undefined ? 'NONE' : 'KMS',
          KeyId: stream.keyId,
          OpenShardCount: stream.shards.filter(isOpen).length,
          ConsumerCount: 0,
        },
      };
    },
  });
