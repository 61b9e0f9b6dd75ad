import type { UpdateShardCountInput, UpdateShardCountOutput } from '@aws-sdk/client-kinesis';
import { operation } from '../../service.ts';
import { evenRanges } from './hashKeys.ts';
import { invalidArgument } from './invalid.ts';
import type { Kinesis } from './kinesis.ts';
import { reshard } from './reshard.ts';
import { streamAccess } from './streamAccess.ts';
import { isOpen } from './streamRecord.ts';

export const updateShardCount = (kinesis: Kinesis) =>
  operation<UpdateShardCountInput, UpdateShardCountOutput>({
    name: 'UpdateShardCount',
    accepts: ['StreamName', 'StreamARN', 'TargetShardCount', 'ScalingType'],
    required: ['TargetShardCount', 'ScalingType'],
    access: (input, call) => streamAccess('UpdateShardCount', input, call),
    run(input, { cloud }) {
      const { TargetShardCount: target = 0, ScalingType } = input;
      const stream = kinesis.streams.stream(input);
      const open = stream.shards.filter(isOpen);
      if (ScalingType !== 'UNIFORM_SCALING') throw invalidArgument('ScalingType must be UNIFORM_SCALING.');
      if (!(target >= 1 && target <= open.length * 2 && target >= open.length / 2))
        throw invalidArgument(
          `TargetShardCount must be between half and twice the current ${open.length} open shards.`,
        );
      if (target !== open.length) reshard(kinesis, stream, open, evenRanges(target), cloud);
      return {
        StreamName: stream.name,
        StreamARN: stream.arn,
        CurrentShardCount: open.length,
        TargetShardCount: target,
      };
    },
  });
