import type { DeleteStreamInput } from '@aws-sdk/client-kinesis';
import { operation } from '../../service.ts';
import type { Kinesis } from './kinesis.ts';
import { streamAccess } from './streamAccess.ts';

export const deleteStream = (kinesis: Kinesis) =>
  operation<DeleteStreamInput, void>({
    name: 'DeleteStream',
    accepts: ['StreamName', 'StreamARN'],
    inert: ['EnforceConsumerDeletion'],
    access: (input, call) => streamAccess('DeleteStream', input, call),
    run(input) {
      const stream = kinesis.streams.stream(input);
      kinesis.streams.remove(stream);
      kinesis.records.remove(stream.key);
    },
  });
