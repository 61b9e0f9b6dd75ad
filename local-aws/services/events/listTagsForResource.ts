import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '@aws-sdk/client-eventbridge';
import { operation } from '../../service.ts';
import { tagList } from '../../tags.ts';
import type { Router } from './router.ts';
import { tagged } from './tagged.ts';

export const listTagsForResource = (router: Router) =>
  operation<ListTagsForResourceRequest, ListTagsForResourceResponse>({
    name: 'ListTagsForResource',
    accepts: ['ResourceARN'],
    required: ['ResourceARN'],
    access: ({ ResourceARN = '' }) => [{ action: 'events:ListTagsForResource', resource: ResourceARN }],
    run: ({ ResourceARN = '' }) => ({ Tags: tagList(tagged(router, ResourceARN).tags) }),
  });
