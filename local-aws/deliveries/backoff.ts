import { seededFraction } from './random.ts';

export interface RetryPolicy {
  /** Retries after the first attempt. */
  maximumRetryAttempts: number;
  /** Age of a delivery, in ms since it was accepted, at which it is given up. */
  maximumAgeMs: number;
}

/** The delay before retry `retry` (1 is the first): from one second doubling to ten minutes, with full jitter below the upper half. */
export function backoffMs(id: string, retry: number): number {
  const ceiling = Math.min(1000 * 2 ** (retry - 1), 600_000);
  return ceiling / 2 + (ceiling / 2) * seededFraction(id, retry);
}

/** When to try again (ms since the epoch), or undefined when the policy says to give up. */
export function retryTime(
  delivery: { id: string; acceptedAt: number; attempts: number },
  policy: RetryPolicy,
  now: number,
): number | undefined {
  if (delivery.attempts > policy.maximumRetryAttempts) return undefined;
  const at = now + backoffMs(delivery.id, delivery.attempts);
  return at - delivery.acceptedAt > policy.maximumAgeMs ? undefined : at;
}
