import type { DescribeAlarmsInput, DescribeAlarmsOutput } from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../errors.ts';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import { alarmAccess } from './alarmAccess.ts';
import { alarmAnswer, compositeAnswer } from './alarmAnswer.ts';
import type { Alarms } from './alarms.ts';
import type { MetricStore } from './metricStore.ts';

export const describeAlarms = (_store: MetricStore, alarms: Alarms) =>
  operation<DescribeAlarmsInput, DescribeAlarmsOutput>({
    name: 'DescribeAlarms',
    accepts: ['AlarmNames', 'AlarmNamePrefix', 'AlarmTypes', 'StateValue', 'ActionPrefix', 'MaxRecords', 'NextToken'],
    access: ({ AlarmNames }, call) => alarmAccess('DescribeAlarms', AlarmNames, call),
    run({
      AlarmNames,
      AlarmNamePrefix,
      AlarmTypes = ['MetricAlarm'],
      StateValue,
      ActionPrefix,
      MaxRecords,
      NextToken,
    }) {
      if (AlarmNames && AlarmNamePrefix !== undefined)
        throw new AwsError(
          'InvalidParameterCombinationException',
          'AlarmNames and AlarmNamePrefix cannot both be given.',
        );
      const found = alarms.list(AlarmNamePrefix).filter((alarm) => {
        const { OKActions = [], AlarmActions: onAlarm = [], InsufficientDataActions = [] } = alarm.config;
        const actions = [...OKActions, ...onAlarm, ...InsufficientDataActions];
        return (
          AlarmTypes.includes(alarm.kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm') &&
          (AlarmNames === undefined || AlarmNames.includes(alarm.name)) &&
          (StateValue === undefined || alarm.state === StateValue) &&
          (ActionPrefix === undefined || actions.some((arn) => arn.startsWith(ActionPrefix)))
        );
      });
      const { items, nextToken } = page(found, ({ name }) => name, {
        token: NextToken,
        limit: MaxRecords,
        defaultLimit: 50,
        tokenError: 'InvalidNextToken',
      });
      return {
        MetricAlarms: items.flatMap((alarm) => (alarm.kind === 'metric' ? [alarmAnswer(alarm)] : [])),
        CompositeAlarms: items.flatMap((alarm) => (alarm.kind === 'composite' ? [compositeAnswer(alarm)] : [])),
        NextToken: nextToken,
      };
    },
  });
