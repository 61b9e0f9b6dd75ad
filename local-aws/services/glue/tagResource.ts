import type { TagResourceRequest, TagResourceResponse } from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { checkResource } from './checkResource.ts';
import { tagStore } from './tagStore.ts';

export const tagResource = operation<TagResourceRequest, TagResourceResponse>({
  name: 'TagResource',
  accepts: ['ResourceArn', 'TagsToAdd'],
  required: ['ResourceArn', 'TagsToAdd'],
  access: ({ ResourceArn = '*' }) => [{ action: 'glue:TagResource', resource: ResourceArn }],
  run: ({ ResourceArn = '', TagsToAdd }, { cloud }) => {
    checkResource(cloud, ResourceArn);
    tagStore(cloud).put(ResourceArn, { ...tagStore(cloud).get(ResourceArn), ...TagsToAdd });
    return {};
  },
});
