import type { CreateScheduleInput, Target } from '@aws-sdk/client-scheduler';
import type { Cloud } from '../../cloud.ts';
import { serviceOf } from '../../deliveries/callTarget.ts';
import { parseExpression } from '../../schedules/expression.ts';
import { ExpressionError } from '../../schedules/expressionError.ts';
import { isZone } from '../../schedules/zone.ts';
import { onlyMembers } from '../../strict.ts';
import { universalTarget } from './universalTarget.ts';
import { validation } from './validation.ts';

const targetMembers = [
  'Arn',
  'RoleArn',
  'DeadLetterConfig',
  'RetryPolicy',
  'Input',
  'EventBridgeParameters',
  'KinesisParameters',
  'SqsParameters',
];
/** Services whose resources a schedule can call by a template; `aws-sdk` calls any operation. */
export const templatedTargets = ['lambda', 'states', 'sqs', 'sns', 'kinesis', 'events'];

type Input = Omit<CreateScheduleInput, 'Name'>;

/** Throws `ValidationException` for a schedule that could not fire as it says. */
export function checkSchedule(input: Input, cloud: Cloud): void {
  const zone = input.ScheduleExpressionTimezone ?? 'UTC';
  if (!isZone(zone)) throw validation(`Invalid ScheduleExpressionTimezone: ${zone}.`);
  try {
    parseExpression(input.ScheduleExpression ?? '');
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw validation(`Invalid Schedule Expression ${input.ScheduleExpression}: ${error.message}`);
  }
  if (input.StartDate && input.EndDate && input.EndDate <= input.StartDate)
    throw validation('EndDate must be after StartDate.');
  const { Mode, MaximumWindowInMinutes: window } = input.FlexibleTimeWindow ?? {};
  if (Mode !== 'OFF' && Mode !== 'FLEXIBLE') throw validation('FlexibleTimeWindow.Mode must be OFF or FLEXIBLE.');
  if ((Mode === 'FLEXIBLE') !== (window !== undefined))
    throw validation('MaximumWindowInMinutes is needed for a flexible time window, and only for one.');
  if (window !== undefined && !(window >= 1 && window <= 1440))
    throw validation('MaximumWindowInMinutes must be from 1 to 1440.');
  checkTarget(input.Target, cloud);
}

function checkTarget(target: Target | undefined, cloud: Cloud): void {
  onlyMembers(target, targetMembers, 'Target', 'ValidationException');
  const {
    Arn = '',
    RoleArn = '',
    RetryPolicy,
    DeadLetterConfig,
    Input,
    EventBridgeParameters,
    KinesisParameters,
  } = target ?? {};
  if (!/^arn:aws:iam::\d{12}:role\/.+$/.test(RoleArn)) throw validation('Target.RoleArn must be the ARN of a role.');
  const universal = universalTarget(Arn);
  const service = serviceOf(Arn);
  if (universal) {
    if (!cloud.services.get(universal.service)?.operations[universal.operation])
      throw validation(`Target.Arn: ${universal.service}:${universal.operation} is not supported by local-aws.`);
    if (/^(Get|Describe|List|Poll|Receive|Search|Scan|Query|Select|Read|BatchGet)/.test(universal.operation))
      throw validation(`Target.Arn: read-only operations such as ${universal.operation} cannot be scheduled.`);
  } else if (!templatedTargets.includes(service))
    throw validation(
      `Target.Arn: targets of "${service || Arn}" are not supported by local-aws; supported: ${templatedTargets.join(', ')}, aws-sdk.`,
    );
  if (Input !== undefined && (universal || ['lambda', 'states', 'events'].includes(service))) checkJson(Input);
  if (service === 'events' && !EventBridgeParameters)
    throw validation('EventBridgeParameters is needed for a target of EventBridge.');
  if (service === 'kinesis' && !KinesisParameters)
    throw validation('KinesisParameters is needed for a target of Kinesis.');
  if (DeadLetterConfig?.Arn !== undefined && serviceOf(DeadLetterConfig.Arn) !== 'sqs')
    throw validation('DeadLetterConfig.Arn must be the ARN of an SQS queue.');
  checkRange(RetryPolicy?.MaximumRetryAttempts, 0, 185, 'MaximumRetryAttempts');
  checkRange(RetryPolicy?.MaximumEventAgeInSeconds, 60, 86_400, 'MaximumEventAgeInSeconds');
}

function checkRange(value: number | undefined, low: number, high: number, name: string): void {
  if (value !== undefined && !(value >= low && value <= high))
    throw validation(`RetryPolicy.${name} must be from ${low} to ${high}.`);
}

function checkJson(text: string): void {
  try {
    JSON.parse(text);
  } catch {
    throw validation('Target.Input must be well-formed JSON for this target.');
  }
}
