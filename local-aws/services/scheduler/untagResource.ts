import type { UntagResourceInput, UntagResourceOutput } from '@aws-sdk/client-scheduler';
import { operation } from '../../service.ts';
import { withoutTags } from '../../tags.ts';
import type { Schedules } from './schedules.ts';
import { taggedGroup } from './taggedGroup.ts';

export const untagResource = (schedules: Schedules) =>
  operation<UntagResourceInput, UntagResourceOutput>({
    name: 'UntagResource',
    accepts: ['ResourceArn', 'TagKeys'],
    required: ['ResourceArn', 'TagKeys'],
    access: ({ ResourceArn = '' }) => [{ action: 'scheduler:UntagResource', resource: ResourceArn }],
    run({ ResourceArn = '', TagKeys = [] }) {
      const group = taggedGroup(schedules, ResourceArn);
      schedules.saveGroup({ ...group, tags: withoutTags(group.tags, TagKeys) });
      return {};
    },
  });
