import type { UntagResourceInput } from '@aws-sdk/client-kinesis';
import { operation } from '../../service.ts';
import { withoutTags } from '../../tags.ts';
import type { Kinesis } from './kinesis.ts';

export const untagResource = (kinesis: Kinesis) =>
  operation<UntagResourceInput, void>({
    name: 'UntagResource',
    accepts: ['ResourceARN', 'TagKeys'],
    required: ['ResourceARN', 'TagKeys'],
    access: ({ ResourceARN = '' }) => [{ action: 'kinesis:UntagResource', resource: ResourceARN }],
    run({ ResourceARN, TagKeys = [] }) {
      const stream = kinesis.streams.stream({ StreamARN: ResourceARN });
      kinesis.streams.save({ ...stream, tags: withoutTags(stream.tags, TagKeys) });
    },
  });
