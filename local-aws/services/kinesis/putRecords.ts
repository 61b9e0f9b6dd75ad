import type { PutRecordsInput, PutRecordsOutput } from '@aws-sdk/client-kinesis';
import { kmsAccess } from '../../kmsAccess.ts';
import { operation } from '../../service.ts';
import { invalidArgument } from './invalid.ts';
import type { Kinesis } from './kinesis.ts';
import { putEntry } from './putEntry.ts';
import { sequenceText } from './sequence.ts';
import { streamAccess } from './streamAccess.ts';

/** AWS's limits of a request. */
const most = { records: 500, bytes: 10_485_760 };

export const putRecords = (kinesis: Kinesis) =>
  operation<PutRecordsInput, PutRecordsOutput>({
    name: 'PutRecords',
    accepts: ['StreamName', 'StreamARN', 'Records'],
    required: ['Records'],
    access: (input, call) => [
      ...streamAccess('PutRecords', input, call),
      ...kmsAccess(call.cloud, 'kinesis', kinesis.streams.stream(input).keyId, 'GenerateDataKey'),
    ],
    run(input) {
      const { Records = [] } = input;
      const stream = kinesis.streams.stream(input);
      if (Records.length < 1 || Records.length > most.records)
        throw invalidArgument(`Records must hold from 1 to ${most.records} records.`);
      const entries = Records.map((record, index) => putEntry(record, `Records[${index}].`));
      if (entries.reduce((sum, { data }) => sum + data.length, 0) > most.bytes)
        throw invalidArgument(`Records exceed the limit of ${most.bytes} bytes a request.`);
      const results = kinesis.put(stream, entries);
      return {
        FailedRecordCount: results.filter((result) => 'refused' in result).length,
        Records: results.map((result) =>
          'refused' in result
            ? { ErrorCode: 'ProvisionedThroughputExceededException', ErrorMessage: result.refused }
            : { ShardId: result.shardId, SequenceNumber: sequenceText(result.sequence) },
        ),
        EncryptionType: stream.keyId === undefined ? 'NONE' : 'KMS',
      };
    },
  });
