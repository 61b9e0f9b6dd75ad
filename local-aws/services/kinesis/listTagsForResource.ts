import type { ListTagsForResourceInput, ListTagsForResourceOutput } from '@aws-sdk/client-kinesis';
import { operation } from '../../service.ts';
import { tagList } from '../../tags.ts';
import type { Kinesis } from './kinesis.ts';

export const listTagsForResource = (kinesis: Kinesis) =>
  operation<ListTagsForResourceInput, ListTagsForResourceOutput>({
    name: 'ListTagsForResource',
    accepts: ['ResourceARN'],
    required: ['ResourceARN'],
    access: ({ ResourceARN = '' }) => [{ action: 'kinesis:ListTagsForResource', resource: ResourceARN }],
    run: ({ ResourceARN }) => ({ Tags: tagList(kinesis.streams.stream({ StreamARN: ResourceARN }).tags) }),
  });
