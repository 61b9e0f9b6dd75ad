import type { ListTagsForResourceInput, ListTagsForResourceOutput } from '@aws-sdk/client-scheduler';
import { operation } from '../../service.ts';
import { tagList } from '../../tags.ts';
import type { Schedules } from './schedules.ts';
import { taggedGroup } from './taggedGroup.ts';

export const listTagsForResource = (schedules: Schedules) =>
  operation<ListTagsForResourceInput, ListTagsForResourceOutput>({
    name: 'ListTagsForResource',
    accepts: ['ResourceArn'],
    required: ['ResourceArn'],
    access: ({ ResourceArn = '' }) => [{ action: 'scheduler:ListTagsForResource', resource: ResourceArn }],
    run: ({ ResourceArn = '' }) => ({ Tags: tagList(taggedGroup(schedules, ResourceArn).tags) }),
  });
