import type { PutCompositeAlarmInput } from '@aws-sdk/client-cloudwatch';
import { operation } from '../../service.ts';
import { tagsOf } from '../../tags.ts';
import { alarmAccess } from './alarmAccess.ts';
import { parseRule } from './alarmRule.ts';
import type { Alarms } from './alarms.ts';
import { checkActions } from './checkActions.ts';
import { invalidParameter } from './invalid.ts';
import type { MetricStore } from './metricStore.ts';

export const putCompositeAlarm = (_store: MetricStore, alarms: Alarms) =>
  operation<PutCompositeAlarmInput, void>({
    name: 'PutCompositeAlarm',
    accepts: [
      'AlarmName',
      'AlarmDescription',
      'ActionsEnabled',
      'OKActions',
      'AlarmActions',
      'InsufficientDataActions',
      'AlarmRule',
      'Tags',
    ],
    required: ['AlarmName', 'AlarmRule'],
    access: ({ AlarmName }, call) => alarmAccess('PutCompositeAlarm', [AlarmName], call),
    run(input, { cloud }) {
      const { AlarmName: name = '', Tags: list, ...config } = input;
      checkActions(config.OKActions, config.AlarmActions, config.InsufficientDataActions);
      checkRule(alarms, name, config.AlarmRule ?? '');
      const now = cloud.clock.now();
      const known = alarms.find(name);
      if (known?.kind === 'metric') throw invalidParameter(`${name} is a metric alarm.`);
      alarms.configure({
        state: 'INSUFFICIENT_DATA',
        reason: 'Unchecked: Initial alarm creation',
        reasonData: '',
        stateAt: now,
        transitionedAt: now,
        tags: tagsOf(list),
        ...known,
        kind: 'composite',
        name,
        arn: cloud.arn('cloudwatch', `alarm:${name}`),
        configuredAt: now,
        actionsEnabled: config.ActionsEnabled ?? true,
        config: { AlarmName: name, ...config },
      });
    },
  });

/** The alarms of a rule exist, and none of them depends on this one. */
function checkRule(alarms: Alarms, name: string, rule: string): void {
  const seen = new Set<string>();
  const visit = (text: string): void => {
    for (const each of parseRule(text).alarms) {
      if (each === name) throw invalidParameter(`The AlarmRule of ${name} depends on ${name} itself.`);
      const alarm = alarms.find(each);
      if (!alarm)
        throw invalidParameter(`Could not save the composite alarm as the alarm ${each} in its rule does not exist.`);
      if (alarm.kind === 'composite' && !seen.has(each)) {
        seen.add(each);
        visit(alarm.config.AlarmRule ?? '');
      }
    }
  };
  visit(rule);
}
