import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '@aws-sdk/client-sns';
import { operation } from '../../service.ts';
import { tagList } from '../../tags.ts';
import type { Sns } from './sns.ts';
import { tagged } from './tagged.ts';
import { topicAccess } from './topicAccess.ts';

export const listTagsForResource = (sns: Sns) =>
  operation<ListTagsForResourceRequest, ListTagsForResourceResponse>({
    name: 'ListTagsForResource',
    accepts: ['ResourceArn'],
    required: ['ResourceArn'],
    access: ({ ResourceArn }) => topicAccess('ListTagsForResource', ResourceArn),
    run: ({ ResourceArn }) => ({ Tags: tagList(tagged(sns.topics, ResourceArn).tags) }),
  });
