import type { RemoveTagsFromStreamInput } from '@aws-sdk/client-kinesis';
import { operation } from '../../service.ts';
import { withoutTags } from '../../tags.ts';
import type { Kinesis } from './kinesis.ts';
import { streamAccess } from './streamAccess.ts';

export const removeTagsFromStream = (kinesis: Kinesis) =>
  operation<RemoveTagsFromStreamInput, void>({
    name: 'RemoveTagsFromStream',
    accepts: ['StreamName', 'StreamARN', 'TagKeys'],
    required: ['TagKeys'],
    access: (input, call) => streamAccess('RemoveTagsFromStream', input, call),
    run(input) {
      const stream = kinesis.streams.stream(input);
      kinesis.streams.save({ ...stream, tags: withoutTags(stream.tags, input.TagKeys ?? []) });
    },
  });
