import type { UntagResourceRequest, UntagResourceResponse } from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { withoutTags } from '../../tags.ts';
import { checkResource } from './checkResource.ts';
import { tagStore } from './tagStore.ts';

export const untagResource = operation<UntagResourceRequest, UntagResourceResponse>({
  name: 'UntagResource',
  accepts: ['ResourceArn', 'TagsToRemove'],
  required: ['ResourceArn', 'TagsToRemove'],
  access: ({ ResourceArn = '*' }) => [{ action: 'glue:UntagResource', resource: ResourceArn }],
  run: ({ ResourceArn = '', TagsToRemove = [] }, { cloud }) => {
    checkResource(cloud, ResourceArn);
    tagStore(cloud).put(ResourceArn, withoutTags(tagStore(cloud).get(ResourceArn) ?? {}, TagsToRemove));
    return {};
  },
});
