import type { TagResourceRequest, TagResourceResponse } from '@aws-sdk/client-eventbridge';
import { operation } from '../../service.ts';
import { tagsOf } from '../../tags.ts';
import type { Router } from './router.ts';
import { tagged } from './tagged.ts';

export const tagResource = (router: Router) =>
  operation<TagResourceRequest, TagResourceResponse>({
    name: 'TagResource',
    accepts: ['ResourceARN', 'Tags'],
    required: ['ResourceARN', 'Tags'],
    access: ({ ResourceARN = '' }) => [{ action: 'events:TagResource', resource: ResourceARN }],
    run({ ResourceARN = '', Tags }) {
      const { tags, save } = tagged(router, ResourceARN);
      save({ ...tags, ...tagsOf(Tags) });
      return {};
    },
  });
