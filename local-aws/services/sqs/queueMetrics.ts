import type { Cloud } from '../../cloud.ts';
import type { Messages } from './messages.ts';

/** The gauges that SQS reports each minute for a queue: only while there is something to report, so that an idle laptop stays idle. */
export class QueueMetrics {
  readonly #cloud: Cloud;
  readonly #messages: Messages;
  readonly #timers = new Map<string, () => void>();

  constructor(cloud: Cloud, messages: Messages) {
    this.#cloud = cloud;
    this.#messages = messages;
  }

  /** Reports the queue from the next full minute on, until it is found empty. */
  watch(queue: string): void {
    if (this.#timers.has(queue)) return;
    const minute = 60_000;
    const at = Math.floor(this.#cloud.clock.now() / minute + 1) * minute;
    this.#timers.set(
      queue,
      this.#cloud.clock.schedule(at, () => {
        this.#timers.delete(queue);
        if (this.#report(queue)) this.watch(queue);
      }),
    );
  }

  count(queue: string, name: string, value = 1): void {
    this.#put(queue, [{ name, value, unit: 'Count' }]);
  }

  /** Whether the queue holds anything. */
  #report(queue: string): boolean {
    const now = this.#cloud.clock.now();
    const { visible, inFlight, delayed, oldestSentAt } = this.#messages.counts(queue, now);
    const age = oldestSentAt === null ? 0 : Math.floor((now - oldestSentAt) / 1000);
    this.#put(queue, [
      { name: 'ApproximateNumberOfMessagesVisible', value: visible, unit: 'Count' },
      { name: 'ApproximateNumberOfMessagesNotVisible', value: inFlight, unit: 'Count' },
      { name: 'ApproximateNumberOfMessagesDelayed', value: delayed, unit: 'Count' },
      { name: 'ApproximateAgeOfOldestMessage', value: age, unit: 'Seconds' },
    ]);
    return visible + inFlight + delayed > 0;
  }

  #put(queue: string, data: { name: string; value: number; unit: string }[]): void {
    const dimensions = { QueueName: queue };
    this.#cloud.parts.metrics.put(
      'AWS/SQS',
      data.map((datum) => ({ ...datum, dimensions })),
    );
  }

  close(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }
}
