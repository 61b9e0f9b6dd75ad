import type { ListTagsForResourceInput, ListTagsForResourceOutput } from '@aws-sdk/client-cloudwatch';
import { operation } from '../../service.ts';
import { tagList } from '../../tags.ts';
import type { Alarms } from './alarms.ts';
import type { MetricStore } from './metricStore.ts';
import { taggedAlarm } from './taggedAlarm.ts';

export const listTagsForResource = (_store: MetricStore, alarms: Alarms) =>
  operation<ListTagsForResourceInput, ListTagsForResourceOutput>({
    name: 'ListTagsForResource',
    accepts: ['ResourceARN'],
    required: ['ResourceARN'],
    access: ({ ResourceARN = '' }) => [{ action: 'cloudwatch:ListTagsForResource', resource: ResourceARN }],
    run: ({ ResourceARN }) => ({ Tags: tagList(taggedAlarm(alarms, ResourceARN).tags) }),
  });
