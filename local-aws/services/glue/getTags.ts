import type { GetTagsRequest, GetTagsResponse } from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { checkResource } from './checkResource.ts';
import { tagStore } from './tagStore.ts';

export const getTags = operation<GetTagsRequest, GetTagsResponse>({
  name: 'GetTags',
  accepts: ['ResourceArn'],
  required: ['ResourceArn'],
  access: ({ ResourceArn = '*' }) => [{ action: 'glue:GetTags', resource: ResourceArn }],
  run: ({ ResourceArn = '' }, { cloud }) => {
    checkResource(cloud, ResourceArn);
    return { Tags: tagStore(cloud).get(ResourceArn) ?? {} };
  },
});
