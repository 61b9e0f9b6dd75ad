import type { Cloud } from '../../cloud.ts';
import { retryTime } from '../../deliveries/backoff.ts';
import { callTarget, serviceOf } from '../../deliveries/callTarget.ts';
import { Deliveries } from '../../deliveries/deliveries.ts';
import { describeError } from '../../deliveries/errorCode.ts';
import { isPermanent } from '../../deliveries/permanentError.ts';
import { servicePrincipal } from '../../deliveries/roleSession.ts';
import { actionMessage } from './actionMessage.ts';
import { alarmQueries } from './alarmQueries.ts';
import type { AlarmRecord, AlarmState } from './alarmRecord.ts';
import { dimensionsOf } from './dimensions.ts';

/** An alarm that changed its state. */
export interface AlarmChange {
  alarm: AlarmRecord;
  from: AlarmState;
}

interface ActionDelivery extends AlarmChange {
  action: string;
}

/** What alarms do when their state changes: durable calls of topics and functions, tried again for an hour. */
export const createAlarmActions = (cloud: Cloud, done: (delivery: ActionDelivery, error?: unknown) => void) =>
  new Deliveries<ActionDelivery>(cloud, 'cloudwatch', {
    async attempt({ payload }) {
      await callAction(cloud, payload);
      done(payload);
    },
    retryAt: (delivery, error) =>
      isPermanent(error)
        ? undefined
        : retryTime(delivery, { maximumRetryAttempts: 20, maximumAgeMs: 3_600_000 }, cloud.clock.now()),
    async abandon({ payload }, error) {
      const line = {
        level: 'ERROR',
        message: 'alarm action failed',
        alarm: payload.alarm.name,
        action: payload.action,
        error: describeError(error),
      };
      cloud.parts.logs.write('/local-aws/deliveries', 'alarm-actions', [JSON.stringify(line)]);
      done(payload, error);
    },
    faultFields: ({ alarm, action }) => ({ AlarmName: alarm.name, Arn: action, State: alarm.state }),
  });

async function callAction(cloud: Cloud, change: ActionDelivery): Promise<void> {
  const { alarm, action } = change;
  if (serviceOf(action) === 'sns') {
    const Subject = `${alarm.state}: "${alarm.name}" in ${cloud.region}`.replace(/[^ -~]/g, '?').slice(0, 100);
    const caller = servicePrincipal('cloudwatch.amazonaws.com', alarm.arn);
    await cloud.call('sns', 'Publish', { TopicArn: action, Subject, Message: actionMessage(change, cloud) }, caller);
    return;
  }
  await callTarget(cloud, {
    arn: action,
    input: JSON.stringify(lambdaEvent(change, cloud)),
    caller: servicePrincipal('lambda.alarms.cloudwatch.amazonaws.com', alarm.arn),
    time: alarm.stateAt,
  });
}

const stateOf = (alarm: AlarmRecord) => ({
  value: alarm.state,
  reason: alarm.reason,
  ...(alarm.reasonData ? { reasonData: alarm.reasonData } : {}),
  timestamp: new Date(alarm.stateAt).toISOString().replace('Z', '+0000'),
});

const configurationOf = ({ kind, config }: AlarmRecord) =>
  kind === 'composite'
    ? { alarmRule: config.AlarmRule }
    : {
        description: config.AlarmDescription,
        metrics: alarmQueries(config).map(({ Id, MetricStat, Expression, ReturnData }) => ({
          id: Id,
          ...(MetricStat
            ? {
                metricStat: {
                  metric: {
                    namespace: MetricStat.Metric?.Namespace,
                    name: MetricStat.Metric?.MetricName,
                    dimensions: dimensionsOf(MetricStat.Metric?.Dimensions),
                  },
                  period: MetricStat.Period,
                  stat: MetricStat.Stat,
                },
              }
            : { expression: Expression }),
          returnData: ReturnData ?? true,
        })),
      };

function lambdaEvent({ alarm, from }: AlarmChange, cloud: Cloud): object {
  return {
    source: 'aws.cloudwatch',
    alarmArn: alarm.arn,
    accountId: cloud.account,
    time: new Date(alarm.stateAt).toISOString(),
    region: cloud.region,
    alarmData: {
      alarmName: alarm.name,
      state: stateOf(alarm),
      previousState: { value: from },
      configuration: configurationOf(alarm),
    },
  };
}

/** The detail of the event that EventBridge gets of every change. */
export const changeDetail = ({ alarm, from }: AlarmChange): object => ({
  alarmName: alarm.name,
  state: stateOf(alarm),
  previousState: { value: from },
  configuration: configurationOf(alarm),
});
