import type { UntagResourceInput, UntagResourceOutput } from '@aws-sdk/client-cloudwatch';
import { operation } from '../../service.ts';
import { withoutTags } from '../../tags.ts';
import type { Alarms } from './alarms.ts';
import type { MetricStore } from './metricStore.ts';
import { taggedAlarm } from './taggedAlarm.ts';

export const untagResource = (_store: MetricStore, alarms: Alarms) =>
  operation<UntagResourceInput, UntagResourceOutput>({
    name: 'UntagResource',
    accepts: ['ResourceARN', 'TagKeys'],
    required: ['ResourceARN', 'TagKeys'],
    access: ({ ResourceARN = '' }) => [{ action: 'cloudwatch:UntagResource', resource: ResourceARN }],
    run({ ResourceARN, TagKeys = [] }) {
      const alarm = taggedAlarm(alarms, ResourceARN);
      alarms.save({ ...alarm, tags: withoutTags(alarm.tags, TagKeys) });
      return {};
    },
  });
