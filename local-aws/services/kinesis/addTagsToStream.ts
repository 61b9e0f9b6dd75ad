import type { AddTagsToStreamInput } from '@aws-sdk/client-kinesis';
import { operation } from '../../service.ts';
import type { Kinesis } from './kinesis.ts';
import { streamAccess } from './streamAccess.ts';

export const addTagsToStream = (kinesis: Kinesis) =>
  operation<AddTagsToStreamInput, void>({
    name: 'AddTagsToStream',
    accepts: ['StreamName', 'StreamARN', 'Tags'],
    required: ['Tags'],
    access: (input, call) => streamAccess('AddTagsToStream', input, call),
    run(input) {
      const stream = kinesis.streams.stream(input);
      kinesis.streams.save({ ...stream, tags: { ...stream.tags, ...input.Tags } });
    },
  });
