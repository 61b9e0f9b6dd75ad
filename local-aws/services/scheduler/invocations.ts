import type { Cloud } from '../../cloud.ts';
import { retryTime } from '../../deliveries/backoff.ts';
import { callTarget, serviceOf } from '../../deliveries/callTarget.ts';
import { sendDeadLetter } from '../../deliveries/deadLetter.ts';
import { Deliveries, type Delivery, type DeliveryWork } from '../../deliveries/deliveries.ts';
import { describeError } from '../../deliveries/errorCode.ts';
import { isPermanent } from '../../deliveries/permanentError.ts';
import { roleSession } from '../../deliveries/roleSession.ts';
import { AwsError } from '../../errors.ts';
import type { Invocation } from './records.ts';
import { targetInput } from './targetInput.ts';
import { callUniversal, universalTarget } from './universalTarget.ts';

/** Scheduler's own policy where a target gives none: 24 hours, 185 retries. */
const policyOf = ({ target: { RetryPolicy } }: Invocation) => ({
  maximumRetryAttempts: RetryPolicy?.MaximumRetryAttempts ?? 185,
  maximumAgeMs: (RetryPolicy?.MaximumEventAgeInSeconds ?? 86_400) * 1000,
});

/** Invocations on their way to targets, with the target's role, retries, dead letters and Scheduler's metrics. */
export const createInvocations = (cloud: Cloud) => new Deliveries<Invocation>(cloud, 'scheduler', work(cloud));

function work(cloud: Cloud): DeliveryWork<Invocation> {
  const count = ({ group }: Invocation, name: string) =>
    cloud.parts.metrics.put('AWS/Scheduler', [{ name, value: 1, unit: 'Count', dimensions: { ScheduleGroup: group } }]);
  return {
    async attempt({ payload, attempts }) {
      count(payload, 'InvocationAttemptCount');
      await call(cloud, payload, targetInput(payload, attempts, cloud));
    },
    retryAt(delivery, error) {
      count(delivery.payload, 'TargetErrorCount');
      return isPermanent(error) ? undefined : retryTime(delivery, policyOf(delivery.payload), cloud.clock.now());
    },
    async abandon(delivery, error) {
      count(delivery.payload, 'InvocationDroppedCount');
      await bury(cloud, delivery, error, (name) => count(delivery.payload, name));
    },
    faultFields: ({ target, scheduleArn, scheduleName }) => ({
      Arn: target.Arn ?? '',
      ScheduleArn: scheduleArn,
      Name: scheduleName,
    }),
  };
}

const roleOf = ({ target, scheduleName }: Invocation) => roleSession(target.RoleArn ?? '', scheduleName.slice(0, 64));

async function call(cloud: Cloud, invocation: Invocation, input: string): Promise<void> {
  const { target, scheduledAt } = invocation;
  const arn = target.Arn ?? '';
  const caller = roleOf(invocation);
  if (universalTarget(arn)) return callUniversal(cloud, arn, input, caller);
  if (serviceOf(arn) === 'events') {
    const { Source, DetailType } = target.EventBridgeParameters ?? {};
    const entry = { Source, DetailType, Detail: input, EventBusName: arn, Time: new Date(scheduledAt) };
    const { Entries } = await cloud.call<{ Entries?: { ErrorCode?: string; ErrorMessage?: string }[] }>(
      'events',
      'PutEvents',
      { Entries: [entry] },
      caller,
    );
    const failed = Entries?.[0];
    if (failed?.ErrorCode) throw new AwsError(failed.ErrorCode, failed.ErrorMessage ?? '');
    return;
  }
  await callTarget(cloud, {
    arn,
    input,
    caller,
    messageGroupId: target.SqsParameters?.MessageGroupId,
    partitionKey: target.KinesisParameters?.PartitionKey,
    time: scheduledAt,
  });
}

async function bury(
  cloud: Cloud,
  { payload, attempts }: Delivery<Invocation>,
  error: unknown,
  count: (name: string) => void,
): Promise<void> {
  const queueArn = payload.target.DeadLetterConfig?.Arn;
  if (queueArn === undefined) return;
  const { code, message } = describeError(error);
  const exhausted =
    attempts > policyOf(payload).maximumRetryAttempts ? 'MaximumRetryAttempts' : 'MaximumEventAgeInSeconds';
  const sent = await sendDeadLetter(cloud, {
    queueArn,
    body: targetInput(payload, attempts, cloud),
    attributes: {
      ERROR_CODE: code,
      ERROR_MESSAGE: message || code,
      EXECUTION_ID: payload.executionId,
      EXECUTION_TIME: new Date(cloud.clock.now()).toISOString(),
      RETRY_ATTEMPTS: String(attempts - 1),
      SCHEDULE_ARN: payload.scheduleArn,
      SCHEDULED_TIME: new Date(payload.scheduledAt).toISOString(),
      TARGET_ARN: payload.target.Arn ?? '',
      ...(isPermanent(error) ? {} : { EXHAUSTED_RETRY_CONDITION: exhausted }),
    },
    caller: roleOf(payload),
  });
  count(sent ? 'InvocationsSentToDeadLetterCount' : 'InvocationsFailedToBeSentToDeadLetterCount');
}
