import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../service.ts';
import type { LogStore } from './logStore.ts';
import { taggedGroup } from './taggedGroup.ts';

export const listTagsForResource = (store: LogStore) =>
  operation<ListTagsForResourceRequest, ListTagsForResourceResponse>({
    name: 'ListTagsForResource',
    accepts: ['resourceArn'],
    required: ['resourceArn'],
    access: ({ resourceArn = '' }) => [{ action: 'logs:ListTagsForResource', resource: resourceArn }],
    run: ({ resourceArn = '' }) => ({ tags: taggedGroup(store, resourceArn).tags }),
  });
