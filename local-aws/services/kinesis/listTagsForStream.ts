import type { ListTagsForStreamInput, ListTagsForStreamOutput } from '@aws-sdk/client-kinesis';
import { operation } from '../../service.ts';
import { tagList } from '../../tags.ts';
import type { Kinesis } from './kinesis.ts';
import { streamAccess } from './streamAccess.ts';

export const listTagsForStream = (kinesis: Kinesis) =>
  operation<ListTagsForStreamInput, ListTagsForStreamOutput>({
    name: 'ListTagsForStream',
    accepts: ['StreamName', 'StreamARN', 'ExclusiveStartTagKey', 'Limit'],
    access: (input, call) => streamAccess('ListTagsForStream', input, call),
    run(input) {
      const { ExclusiveStartTagKey: after = '', Limit = 50 } = input;
      const tags = tagList(kinesis.streams.stream(input).tags)
        .filter(({ Key }) => Key > after)
        .sort((left, right) => (left.Key < right.Key ? -1 : 1));
      return { Tags: tags.slice(0, Limit), HasMoreTags: tags.length > Limit };
    },
  });
