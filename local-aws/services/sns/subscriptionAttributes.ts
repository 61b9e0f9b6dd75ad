import { checkFilterPolicy } from './filterPolicy.ts';
import { invalidParameter } from './invalid.ts';

/** Attributes that a subscription takes. */
export const subscriptionAttributes = ['FilterPolicy', 'FilterPolicyScope', 'RawMessageDelivery', 'RedrivePolicy'];

/** Throws `InvalidParameter`. */
export function checkSubscriptionAttributes(
  protocol: string,
  attributes: Readonly<Record<string, string | undefined>>,
): void {
  for (const [name, value = ''] of Object.entries(attributes)) {
    if (!subscriptionAttributes.includes(name))
      throw invalidParameter(
        `AttributeName Reason: ${name} is not supported by local-aws; supported: ${subscriptionAttributes.join(', ')}`,
      );
    if (name === 'FilterPolicy' && value !== '') checkFilterPolicy(value);
    if (name === 'FilterPolicyScope' && !['MessageAttributes', 'MessageBody'].includes(value))
      throw invalidParameter('FilterPolicyScope Reason: expected MessageAttributes or MessageBody');
    if (name === 'RawMessageDelivery') checkRaw(protocol, value);
    if (name === 'RedrivePolicy' && value !== '' && deadLetterArn(value) === undefined)
      throw invalidParameter('RedrivePolicy Reason: deadLetterTargetArn must be the ARN of an SQS queue');
  }
}

function checkRaw(protocol: string, value: string): void {
  if (!['true', 'false'].includes(value)) throw invalidParameter('RawMessageDelivery Reason: expected true or false');
  if (value === 'true' && !['sqs', 'http', 'https'].includes(protocol))
    throw invalidParameter(`Attributes Reason: Delivery protocol [${protocol}] does not support raw message delivery.`);
}

/** The queue of a redrive policy, or undefined when it names none. */
export function deadLetterArn(redrivePolicy: string | undefined): string | undefined {
  if (!redrivePolicy) return undefined;
  try {
    const { deadLetterTargetArn } = JSON.parse(redrivePolicy) as { deadLetterTargetArn?: unknown };
    return typeof deadLetterTargetArn === 'string' && /^arn:[^:]*:sqs:/.test(deadLetterTargetArn)
      ? deadLetterTargetArn
      : undefined;
  } catch {
    return undefined;
  }
}
