import type { UntagResourceRequest } from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../service.ts';
import { withoutTags } from '../../tags.ts';
import type { LogStore } from './logStore.ts';
import { taggedGroup } from './taggedGroup.ts';

export const untagResource = (store: LogStore) =>
  operation<UntagResourceRequest, void>({
    name: 'UntagResource',
    accepts: ['resourceArn', 'tagKeys'],
    required: ['resourceArn', 'tagKeys'],
    access: ({ resourceArn = '' }) => [{ action: 'logs:UntagResource', resource: resourceArn }],
    run({ resourceArn = '', tagKeys = [] }) {
      const group = taggedGroup(store, resourceArn);
      store.saveGroup({ ...group, tags: withoutTags(group.tags, tagKeys) });
    },
  });
