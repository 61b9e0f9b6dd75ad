import type { Delivery } from '../../deliveries/deliveries.ts';
import { isPermanent } from '../../deliveries/permanentError.ts';
import type { NotificationDelivery } from './records.ts';

/**
 * SNS's delivery policy: to functions and queues three retries at once, two after a second, ten backing off to twenty seconds, then
 * every twenty seconds for 23 days; to HTTP endpoints three, twenty seconds apart. What cannot succeed is not tried again.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export function nextAttempt(
  { attempts, acceptedAt, payload }: Delivery<NotificationDelivery>,
  error: unknown,
  now: number,
): number | undefined {
  if (isPermanent(error)) return undefined;
  if (['http', 'https'].includes(payload.subscription.protocol)) return attempts > 3 ? undefined : now + 20_000;
  if (now - acceptedAt > 23 * 86_400_000) return undefined;
  if (attempts <= 3) return now;
  if (attempts <= 5) return now + 1000;
  return now + Math.min(1000 * 1.4 ** (attempts - 6), 20_000);
}
