import type { Cloud } from '../../cloud.ts';
import { arrivals } from '../../deliveries/arrivals.ts';
import type { StoredMessage } from './messages.ts';
import { Messages } from './messages.ts';
import { attributeOf } from './queueAttributes.ts';
import { QueueMetrics } from './queueMetrics.ts';
import type { QueueRecord } from './queueRecord.ts';
import { Queues } from './queues.ts';
import { makeHandle } from './receiptHandle.ts';
import { type RedrivePolicy, redrivePolicy } from './redrivePolicy.ts';

/** Queues, their messages, and who waits for them: what the operations of SQS share. */
export class Sqs {
  readonly queues: Queues;
  readonly messages: Messages;
  readonly metrics: QueueMetrics;
  readonly #cloud: Cloud;
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    this.queues = new Queues(cloud);
    this.messages = new Messages(cloud.database);
    this.metrics = new QueueMetrics(cloud, this.messages);
    for (const queue of this.queues.list()) this.metrics.watch(queue.name);
  }

  /** Takes messages out: invisible until their time-out, or for good once they went to the dead-letter queue. */
  receive(queue: QueueRecord, count: number, visibilitySeconds: number): StoredMessage[] {
    const now = this.#cloud.clock.now();
    const policy = redrivePolicy(queue.attributes);
    const fifo = queue.attributes.FifoQueue === 'true';
    const taken: StoredMessage[] = [];
    this.#cloud.database.transaction(() => {
      this.messages.clear(queue.name, now - attributeOf(queue, 'MessageRetentionPeriod') * 1000);
      for (let more = true; more && taken.length < count; ) {
        const found = this.messages.visible(queue.name, now, count - taken.length, fifo);
        more = false;
        for (const message of found) {
          if (policy && message.receiveCount >= policy.maxReceiveCount && this.#bury(queue, message, policy))
            more = true;
          else taken.push(this.#take(message, now, visibilitySeconds));
        }
      }
    });
    return taken;
  }

  #take(message: StoredMessage, now: number, visibilitySeconds: number): StoredMessage {
    const receipt = makeHandle(message.sequence);
    this.messages.received(message.sequence, receipt, now + visibilitySeconds * 1000, now);
    return {
      ...message,
      receipt,
      receiveCount: message.receiveCount + 1,
      firstReceivedAt: message.firstReceivedAt ?? now,
    };
  }

  /** Whether the message was moved: a dead-letter queue that does not exist leaves it where it is. */
  #bury(queue: QueueRecord, message: StoredMessage, { deadLetterTargetArn }: RedrivePolicy): boolean {
    const target = this.queues.byArn(deadLetterTargetArn);
    if (!target) return false;
    const { sequence, queue: _queue, receipt: _receipt, receiveCount, firstReceivedAt: _first, ...content } = message;
    this.messages.remove(sequence);
    this.messages.add(
      target.name,
      { ...content, visibleAt: this.#cloud.clock.now(), deadLetterSource: queue.arn },
      receiveCount,
    );
    this.arrived(target.name);
    return true;
  }

  /** Wakes those who wait for the queue's messages. */
  arrived(queue: string): void {
    this.metrics.watch(queue);
    arrivals(this.#cloud).notify(this.#cloud.arn('sqs', queue));
    for (const wake of [...(this.#waiting.get(queue) ?? [])]) wake();
  }

  /** Resolves when a message may have come, at `until` (ms since the epoch) at the latest, or when the signal is aborted. */
  wait(queue: string, until: number, signal?: AbortSignal): Promise<void> {
    const { clock } = this.#cloud;
    return new Promise((resolve) => {
      const next = this.messages.nextVisibleAt(queue, clock.now());
      const waiting = this.#waiting.get(queue) ?? new Set();
      this.#waiting.set(queue, waiting);
      const wake = () => {
        cancel();
        waiting.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const cancel = Number.isFinite(Math.min(until, next ?? until))
        ? clock.schedule(Math.min(until, next ?? until), wake)
        : () => {};
      waiting.add(wake);
      signal?.addEventListener('abort', wake, { once: true });
    });
  }

  close(): void {
    this.metrics.close();
    for (const waiting of this.#waiting.values()) for (const wake of [...waiting]) wake();
  }
}
