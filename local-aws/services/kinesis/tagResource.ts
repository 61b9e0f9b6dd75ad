import type { TagResourceInput } from '@aws-sdk/client-kinesis';
import { operation } from '../../service.ts';
import type { Kinesis } from './kinesis.ts';

export const tagResource = (kinesis: Kinesis) =>
  operation<TagResourceInput, void>({
    name: 'TagResource',
    accepts: ['ResourceARN', 'Tags'],
    required: ['ResourceARN', 'Tags'],
    access: ({ ResourceARN = '' }) => [{ action: 'kinesis:TagResource', resource: ResourceARN }],
    run({ ResourceARN, Tags: added }) {
      const stream = kinesis.streams.stream({ StreamARN: ResourceARN });
      kinesis.streams.save({ ...stream, tags: { ...stream.tags, ...added } });
    },
  });
