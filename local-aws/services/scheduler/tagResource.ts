import type { TagResourceInput, TagResourceOutput } from '@aws-sdk/client-scheduler';
import { operation } from '../../service.ts';
import { tagsOf } from '../../tags.ts';
import type { Schedules } from './schedules.ts';
import { taggedGroup } from './taggedGroup.ts';

export const tagResource = (schedules: Schedules) =>
  operation<TagResourceInput, TagResourceOutput>({
    name: 'TagResource',
    accepts: ['ResourceArn', 'Tags'],
    required: ['ResourceArn', 'Tags'],
    access: ({ ResourceArn = '' }) => [{ action: 'scheduler:TagResource', resource: ResourceArn }],
    run({ ResourceArn = '', Tags: list }) {
      const group = taggedGroup(schedules, ResourceArn);
      schedules.saveGroup({ ...group, tags: { ...group.tags, ...tagsOf(list) } });
      return {};
    },
  });
