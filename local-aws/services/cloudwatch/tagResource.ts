import type { TagResourceInput, TagResourceOutput } from '@aws-sdk/client-cloudwatch';
import { operation } from '../../service.ts';
import { tagsOf } from '../../tags.ts';
import type { Alarms } from './alarms.ts';
import type { MetricStore } from './metricStore.ts';
import { taggedAlarm } from './taggedAlarm.ts';

export const tagResource = (_store: MetricStore, alarms: Alarms) =>
  operation<TagResourceInput, TagResourceOutput>({
    name: 'TagResource',
    accepts: ['ResourceARN', 'Tags'],
    required: ['ResourceARN', 'Tags'],
    access: ({ ResourceARN = '' }) => [{ action: 'cloudwatch:TagResource', resource: ResourceARN }],
    run({ ResourceARN, Tags: list }) {
      const alarm = taggedAlarm(alarms, ResourceARN);
      alarms.save({ ...alarm, tags: { ...alarm.tags, ...tagsOf(list) } });
      return {};
    },
  });
