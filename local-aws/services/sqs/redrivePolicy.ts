import { AwsError } from '../../errors.ts';

export interface RedrivePolicy {
  deadLetterTargetArn: string;
  maxReceiveCount: number;
}

/** The queue's redrive policy, or undefined when it has none. Throws `InvalidAttributeValue`. */
export function redrivePolicy(attributes: Readonly<Record<string, string | undefined>>): RedrivePolicy | undefined {
  const text = attributes.RedrivePolicy;
  if (!text) return undefined;
  const policy = JSON.parse(text) as { deadLetterTargetArn?: unknown; maxReceiveCount?: unknown };
  const maxReceiveCount = Number(policy.maxReceiveCount);
  if (typeof policy.deadLetterTargetArn !== 'string' || !(maxReceiveCount >= 1 && maxReceiveCount <= 1000))
    throw new AwsError(
      'InvalidAttributeValue',
      `Value ${text} for parameter RedrivePolicy is invalid. Reason: deadLetterTargetArn and a maxReceiveCount from 1 to 1000 are needed.`,
    );
  return { deadLetterTargetArn: policy.deadLetterTargetArn, maxReceiveCount };
}
