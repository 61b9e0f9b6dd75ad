import type { UntagResourceRequest, UntagResourceResponse } from '@aws-sdk/client-eventbridge';
import { operation } from '../../service.ts';
import { withoutTags } from '../../tags.ts';
import type { Router } from './router.ts';
import { tagged } from './tagged.ts';

export const untagResource = (router: Router) =>
  operation<UntagResourceRequest, UntagResourceResponse>({
    name: 'UntagResource',
    accepts: ['ResourceARN', 'TagKeys'],
    required: ['ResourceARN', 'TagKeys'],
    access: ({ ResourceARN = '' }) => [{ action: 'events:UntagResource', resource: ResourceARN }],
    run({ ResourceARN = '', TagKeys = [] }) {
      const { tags, save } = tagged(router, ResourceARN);
      save(withoutTags(tags, TagKeys));
      return {};
    },
  });
