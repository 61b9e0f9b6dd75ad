import type { PutRecordInput, PutRecordOutput } from '@aws-sdk/client-kinesis';
import { AwsError } from '../../errors.ts';
import { kmsAccess } from '../../kmsAccess.ts';
import { operation } from '../../service.ts';
import type { Kinesis } from './kinesis.ts';
import { putEntry } from './putEntry.ts';
import { sequenceText } from './sequence.ts';
import { streamAccess } from './streamAccess.ts';

export const putRecord = (kinesis: Kinesis) =>
  operation<PutRecordInput, PutRecordOutput>({
    name: 'PutRecord',
    accepts: ['StreamName', 'StreamARN', 'Data', 'PartitionKey', 'ExplicitHashKey'],
    inert: ['SequenceNumberForOrdering'],
    required: ['Data', 'PartitionKey'],
    access: (input, call) => [
      ...streamAccess('PutRecord', input, call),
      ...kmsAccess(call.cloud, 'kinesis', kinesis.streams.stream(input).keyId, 'GenerateDataKey'),
    ],
    run(input) {
      const stream = kinesis.streams.stream(input);
      const [result] = kinesis.put(stream, [putEntry(input, '')]);
      if (!result || 'refused' in result)
        throw new AwsError('ProvisionedThroughputExceededException', result?.refused ?? '');
      return {
        ShardId: result.shardId,
        SequenceNumber: sequenceText(result.sequence),
        EncryptionType: stream.keyId === undefined ? 'NONE' : 'KMS',
      };
    },
  });
