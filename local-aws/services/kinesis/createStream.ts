import type { CreateStreamInput } from '@aws-sdk/client-kinesis';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { evenRanges } from './hashKeys.ts';
import { invalidArgument } from './invalid.ts';
import type { Kinesis } from './kinesis.ts';
import { streamAccess } from './streamAccess.ts';
import { shardId } from './streamRecord.ts';

/** Shards that a stream on demand begins with. */
const onDemand = 4;

export const createStream = (kinesis: Kinesis) =>
  operation<CreateStreamInput, void>({
    name: 'CreateStream',
    accepts: ['StreamName', 'ShardCount', 'StreamModeDetails', 'Tags'],
    required: ['StreamName'],
    access: (input, call) => streamAccess('CreateStream', input, call),
    run({ StreamName: name = '', ShardCount, StreamModeDetails, Tags: tags = {} }, { cloud }) {
      if (!/^[a-zA-Z0-9_.-]{1,128}$/.test(name))
        throw invalidArgument('StreamName must have 1 to 128 letters, digits, "_", "." or "-".');
      const mode = StreamModeDetails?.StreamMode ?? 'PROVISIONED';
      if (mode === 'ON_DEMAND' && ShardCount !== undefined)
        throw invalidArgument('ShardCount cannot be given for a stream on demand.');
      const count = mode === 'ON_DEMAND' ? onDemand : (ShardCount ?? 1);
      if (!(count >= 1 && count <= 500)) throw invalidArgument('ShardCount must be from 1 to 500.');
      if (kinesis.streams.find(name))
        throw new AwsError('ResourceInUseException', `Stream ${name} under account ${cloud.account} already exists.`);
      const createdAt = cloud.clock.now();
      kinesis.streams.save({
        name,
        arn: cloud.arn('kinesis', `stream/${name}`),
        key: `${name}@${createdAt}`,
        createdAt,
        mode,
        retentionHours: 24,
        shards: evenRanges(count).map((range, index) => ({ id: shardId(index), ...range, firstSequence: index + 1 })),
        tags,
      });
    },
  });
