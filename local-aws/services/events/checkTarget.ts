import type { Target } from '@aws-sdk/client-eventbridge';
import { serviceOf, targetServices } from '../../deliveries/callTarget.ts';
import { AwsError } from '../../errors.ts';
import { onlyMembers } from '../../strict.ts';
import { compilePath } from './jsonPath.ts';

const supported = [
  'Id',
  'Arn',
  'RoleArn',
  'Input',
  'InputPath',
  'InputTransformer',
  'KinesisParameters',
  'SqsParameters',
  'DeadLetterConfig',
  'RetryPolicy',
];

/** Targets that EventBridge only calls with a role; the others may grant it by their own policy. */
const roleNeeded = new Set(['states', 'kinesis']);

/** Throws `ValidationException` for a target that could not be delivered to as it says. */
export function checkTarget(target: Target, index: number): void {
  const where = `Targets[${index}]`;
  const refuse = (text: string) => new AwsError('ValidationException', `${where}: ${text}`);
  onlyMembers(target, supported, where, 'ValidationException');
  const { Id, Arn = '', RoleArn, InputTransformer, RetryPolicy, DeadLetterConfig } = target;
  if (!Id || !/^[.\-_A-Za-z0-9]{1,64}$/.test(Id)) throw refuse('Id must have 1 to 64 letters, digits, ".", "-" or "_"');
  const service = serviceOf(Arn);
  if (!targetServices.includes(service))
    throw refuse(
      `targets of "${service || Arn}" are not supported by local-aws; supported: ${targetServices.join(', ')}`,
    );
  if (roleNeeded.has(service) && !RoleArn) throw refuse(`RoleArn is required for target ${Arn}.`);
  const inputs = [target.Input, target.InputPath, InputTransformer].filter((input) => input !== undefined);
  if (inputs.length > 1) throw refuse('only one of Input, InputPath and InputTransformer can be given');
  if (target.Input !== undefined) checkJson(target.Input, refuse);
  for (const path of [target.InputPath, ...Object.values(InputTransformer?.InputPathsMap ?? {})])
    if (path !== undefined) compilePath(path);
  if (InputTransformer && !InputTransformer.InputTemplate) throw refuse('InputTransformer.InputTemplate is required');
  checkRange(RetryPolicy?.MaximumRetryAttempts, 0, 185, 'RetryPolicy.MaximumRetryAttempts', refuse);
  checkRange(RetryPolicy?.MaximumEventAgeInSeconds, 60, 86_400, 'RetryPolicy.MaximumEventAgeInSeconds', refuse);
  if (DeadLetterConfig?.Arn !== undefined && serviceOf(DeadLetterConfig.Arn) !== 'sqs')
    throw refuse('DeadLetterConfig.Arn must be the ARN of an SQS queue');
}

type Refuse = (text: string) => AwsError;

function checkRange(value: number | undefined, low: number, high: number, name: string, refuse: Refuse): void {
  if (value !== undefined && !(value >= low && value <= high)) throw refuse(`${name} must be from ${low} to ${high}`);
}

function checkJson(text: string, refuse: Refuse): void {
  try {
    JSON.parse(text);
  } catch {
    throw refuse('Input must be valid JSON text');
  }
}
