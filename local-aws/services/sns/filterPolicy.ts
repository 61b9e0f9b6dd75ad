import { compilePattern, type Pattern } from '../../patterns/compilePattern.ts';
import { PatternError } from '../../patterns/patternError.ts';
import { invalidParameter } from './invalid.ts';
import type { Notification, SubscriptionRecord } from './records.ts';

/** Throws `InvalidParameter` for a policy that is none. */
export function checkFilterPolicy(text: string): void {
  try {
    compilePattern(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof PatternError || error instanceof SyntaxError)) throw error;
    throw invalidParameter(`FilterPolicy: ${error.message}`);
  }
}

/** By their text: every message asks for them. */
const compiled = new Map<string, Pattern>();

/** Whether the subscription takes the notification, by its filter policy on the message's attributes or body. */
export function filterMatches({ attributes }: SubscriptionRecord, notification: Notification): boolean {
  const { FilterPolicy, FilterPolicyScope } = attributes;
  if (!FilterPolicy) return true;
  const matches = compiled.get(FilterPolicy) ?? compilePattern(JSON.parse(FilterPolicy));
  compiled.set(FilterPolicy, matches);
  if (FilterPolicyScope !== 'MessageBody') return matches(attributeValues(notification));
  try {
    return matches(JSON.parse(notification.message));
  } catch {
    return false;
  }
}

const attributeValues = ({ attributes }: Notification): Record<string, unknown> =>
  Object.fromEntries(Object.entries(attributes).map(([name, { Type, Value }]) => [name, attributeValue(Type, Value)]));

function attributeValue(type: string, value: string): unknown {
  if (type === 'Number') return Number(value);
  if (type !== 'String.Array') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
