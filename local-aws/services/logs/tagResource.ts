import type { TagResourceRequest } from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../service.ts';
import type { LogStore } from './logStore.ts';
import { taggedGroup } from './taggedGroup.ts';

export const tagResource = (store: LogStore) =>
  operation<TagResourceRequest, void>({
    name: 'TagResource',
    accepts: ['resourceArn', 'tags'],
    required: ['resourceArn', 'tags'],
    access: ({ resourceArn = '' }) => [{ action: 'logs:TagResource', resource: resourceArn }],
    run({ resourceArn = '', tags = {} }) {
      const group = taggedGroup(store, resourceArn);
      store.saveGroup({ ...group, tags: { ...group.tags, ...tags } });
    },
  });
