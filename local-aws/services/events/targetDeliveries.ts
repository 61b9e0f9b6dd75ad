import type { Cloud } from '../../cloud.ts';
import { retryTime } from '../../deliveries/backoff.ts';
import { callTarget } from '../../deliveries/callTarget.ts';
import { sendDeadLetter } from '../../deliveries/deadLetter.ts';
import { Deliveries, type Delivery, type DeliveryWork } from '../../deliveries/deliveries.ts';
import { describeError } from '../../deliveries/errorCode.ts';
import { isPermanent } from '../../deliveries/permanentError.ts';
import { roleSession, servicePrincipal } from '../../deliveries/roleSession.ts';
import { compilePath } from './jsonPath.ts';
import type { TargetDelivery } from './records.ts';

/** EventBridge's own policy where a target gives none: 24 hours, 185 retries. */
const defaults = { maximumRetryAttempts: 185, maximumAgeMs: 86_400_000 };

/** Events on their way to targets, with retries, dead letters and the metrics that EventBridge keeps of them. */
export const createTargetDeliveries = (cloud: Cloud) => new Deliveries<TargetDelivery>(cloud, 'events', work(cloud));

function work(cloud: Cloud): DeliveryWork<TargetDelivery> {
  const count = (payload: TargetDelivery, name: string) =>
    cloud.parts.metrics.put('AWS/Events', [
      { name, value: 1, unit: 'Count', dimensions: { RuleName: payload.ruleName } },
    ]);
  return {
    async attempt({ payload, attempts }) {
      if (attempts === 1) count(payload, 'Invocations');
      const { target, event } = payload;
      await callTarget(cloud, {
        arn: target.Arn ?? '',
        input: plainText(target.Arn ?? '', payload.input),
        caller: target.RoleArn
          ? roleSession(target.RoleArn, 'EventBridge')
          : servicePrincipal('events.amazonaws.com', payload.ruleArn),
        messageGroupId: target.SqsParameters?.MessageGroupId,
        partitionKey: partitionKey(payload),
        time: Date.parse(event.time),
      });
    },
    retryAt: (delivery, error) =>
      isPermanent(error) ? undefined : retryTime(delivery, policy(delivery.payload), cloud.clock.now()),
    async abandon(delivery, error) {
      count(delivery.payload, 'FailedInvocations');
      await bury(cloud, delivery, error, (name) => count(delivery.payload, name));
    },
    faultFields: ({ target, event, ruleName }) => ({
      Arn: target.Arn ?? '',
      Source: event.source,
      DetailType: event['detail-type'],
      RuleName: ruleName,
      Detail: JSON.stringify(event.detail),
    }),
  };
}

const policy = ({ target: { RetryPolicy } }: TargetDelivery) => ({
  maximumRetryAttempts: RetryPolicy?.MaximumRetryAttempts ?? defaults.maximumRetryAttempts,
  maximumAgeMs: (RetryPolicy?.MaximumEventAgeInSeconds ?? defaults.maximumAgeMs / 1000) * 1000,
});

/** A template that is one quoted string reaches SNS, SQS, Kinesis and log groups as that text; functions and machines need JSON. */
function plainText(arn: string, input: string): string {
  if (/^arn:[^:]*:(lambda|states):/.test(arn) || !/^\s*"/.test(input)) return input;
  try {
    const value: unknown = JSON.parse(input);
    return typeof value === 'string' ? value : input;
  } catch {
    return input;
  }
}

function partitionKey({ target, event }: TargetDelivery): string {
  const path = target.KinesisParameters?.PartitionKeyPath;
  const value = path === undefined ? undefined : compilePath(path)(event);
  return value === undefined ? event.id : typeof value === 'string' ? value : JSON.stringify(value);
}

async function bury(
  cloud: Cloud,
  { payload, attempts }: Delivery<TargetDelivery>,
  error: unknown,
  count: (name: string) => void,
): Promise<void> {
  const queueArn = payload.target.DeadLetterConfig?.Arn;
  if (queueArn === undefined) return;
  const { code, message } = describeError(error);
  const { maximumRetryAttempts } = policy(payload);
  const condition = attempts > maximumRetryAttempts ? 'MaximumRetryAttempts' : 'MaximumEventAgeInSeconds';
  const sent = await sendDeadLetter(cloud, {
    queueArn,
    body: JSON.stringify(payload.event),
    attributes: {
      RULE_ARN: payload.ruleArn,
      TARGET_ARN: payload.target.Arn ?? '',
      ERROR_CODE: code,
      ERROR_MESSAGE: message || code,
      RETRY_ATTEMPTS: String(attempts - 1),
      ...(isPermanent(error) ? {} : { EXHAUSTED_RETRY_CONDITION: condition }),
    },
    caller: servicePrincipal('events.amazonaws.com', payload.ruleArn),
  });
  count(sent ? 'InvocationsSentToDlq' : 'InvocationsFailedToBeSentToDlq');
}
