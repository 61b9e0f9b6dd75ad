import type { UpdateStreamModeInput } from '@aws-sdk/client-kinesis';
import { operation } from '../../service.ts';
import { invalidArgument } from './invalid.ts';
import type { Kinesis } from './kinesis.ts';
import { streamAccess } from './streamAccess.ts';

export const updateStreamMode = (kinesis: Kinesis) =>
  operation<UpdateStreamModeInput, void>({
    name: 'UpdateStreamMode',
    accepts: ['StreamARN', 'StreamModeDetails'],
    required: ['StreamARN', 'StreamModeDetails'],
    access: (input, call) => streamAccess('UpdateStreamMode', input, call),
    run({ StreamARN, StreamModeDetails }) {
      const mode = StreamModeDetails?.StreamMode;
      if (mode !== 'PROVISIONED' && mode !== 'ON_DEMAND')
        throw invalidArgument('StreamMode must be PROVISIONED or ON_DEMAND.');
      kinesis.streams.save({ ...kinesis.streams.stream({ StreamARN }), mode });
    },
  });
