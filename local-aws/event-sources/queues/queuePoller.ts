import type { Message } from '@aws-sdk/client-sqs';
import { arrivals } from '../../deliveries/arrivals.ts';
import { describeError } from '../../deliveries/errorCode.ts';
import { queueUrl } from '../../deliveries/queueUrl.ts';
import { roleSession } from '../../deliveries/roleSession.ts';
import type { Caller } from '../../service.ts';
import type { SqsService } from '../../services/sqs/index.ts';
import { recordFilter } from '../filter.ts';
import { functionOf, type MappedFunction } from '../functionOf.ts';
import { invokeBatch } from '../invokeBatch.ts';
import type { Poller, PollerContext } from '../poller.ts';
import { keepRunning } from '../poller.ts';
import { queueEvent, queueRecord } from './queueEvent.ts';

/** Batches under way at once, where the mapping says nothing. */
const defaultConcurrency = 5;

/** Feeds a function from a queue. What the function does not take stays in the queue until its visibility time-out. */
export class QueuePoller implements Poller {
  readonly #context: PollerContext;
  readonly #running = new Set<Promise<void>>();
  readonly #loop: Promise<void>;
  readonly #matches: ReturnType<typeof recordFilter>;

  constructor(context: PollerContext) {
    this.#context = context;
    this.#matches = recordFilter(context.mapping.settings.filters, 'body');
    this.#loop = keepRunning(context, () => this.#poll());
  }

  async close(): Promise<void> {
    await this.#loop;
    await Promise.all(this.#running);
  }

  async #poll(): Promise<void> {
    const { cloud, mapping, signal } = this.#context;
    const target = await functionOf(cloud, mapping.functionArn);
    const most = mapping.settings.maximumConcurrency ?? defaultConcurrency;
    const arrived = arrivals(cloud);
    while (!signal.aborted) {
      const since = arrived.version(mapping.sourceArn);
      const messages = await this.#collect(target);
      if (messages.length === 0) {
        const until = (cloud.services.get('sqs') as SqsService).nextVisibleAt(mapping.sourceArn);
        await arrived.wait(mapping.sourceArn, since, { until, signal });
        continue;
      }
      const run = this.#handle(target, messages).finally(() => this.#running.delete(run));
      this.#running.add(run);
      if (this.#running.size >= most) await Promise.race(this.#running);
    }
  }

  /** A batch: as many as there are, and what comes within the window where there is one. */
  async #collect(target: MappedFunction): Promise<Message[]> {
    const { cloud, mapping, signal } = this.#context;
    const { batchSize, batchingWindowSeconds } = mapping.settings;
    const messages: Message[] = [];
    let until: number | undefined;
    while (messages.length < batchSize && !signal.aborted) {
      const since = arrivals(cloud).version(mapping.sourceArn);
      const found = await this.#receive(target, Math.min(batchSize - messages.length, 10));
      messages.push(...found);
      if (found.length > 0) continue;
      if (messages.length === 0 || batchingWindowSeconds === 0) break;
      until ??= cloud.clock.now() + batchingWindowSeconds * 1000;
      if (cloud.clock.now() >= until) break;
      await arrivals(cloud).wait(mapping.sourceArn, since, { until, signal });
    }
    return messages;
  }

  async #receive(target: MappedFunction, MaxNumberOfMessages: number): Promise<Message[]> {
    const { cloud, mapping } = this.#context;
    const input = {
      QueueUrl: queueUrl(cloud, mapping.sourceArn),
      MaxNumberOfMessages,
      WaitTimeSeconds: 0,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    };
    const { Messages = [] } = await cloud.call<{ Messages?: Message[] }>(
      'sqs',
      'ReceiveMessage',
      input,
      this.#caller(target),
    );
    return Messages;
  }

  async #handle(target: MappedFunction, messages: Message[]): Promise<void> {
    const { cloud, mapping } = this.#context;
    const release = cloud.clock.hold();
    try {
      const wanted = messages.filter((message) =>
        this.#matches(queueRecord(message, mapping, cloud), message.Body ?? ''),
      );
      const unwanted = messages.filter((message) => !wanted.includes(message));
      const failed = wanted.length > 0 ? await this.#invoke(target, wanted) : new Set<string>();
      await this.#remove(target, [...unwanted, ...wanted.filter(({ MessageId = '' }) => !failed.has(MessageId))]);
    } catch (error) {
      this.#context.report(`PROBLEM: ${describeError(error).message}`);
    } finally {
      release();
    }
  }

  /** The ids of messages that are to stay in the queue. */
  async #invoke(target: MappedFunction, messages: Message[]): Promise<ReadonlySet<string>> {
    const { cloud, mapping } = this.#context;
    const ids = messages.map(({ MessageId = '' }) => MessageId);
    const outcome = await invokeBatch(
      cloud,
      mapping,
      target,
      JSON.stringify(queueEvent(messages, mapping, cloud)),
      ids,
    );
    this.#context.report(outcome.kind === 'done' ? 'OK' : 'PROBLEM: Function call failed');
    return outcome.kind === 'done' ? outcome.failed : new Set(ids);
  }

  async #remove(target: MappedFunction, messages: Message[]): Promise<void> {
    const { cloud, mapping } = this.#context;
    for (let from = 0; from < messages.length; from += 10) {
      const Entries = messages
        .slice(from, from + 10)
        .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await cloud.call(
        'sqs',
        'DeleteMessageBatch',
        { QueueUrl: queueUrl(cloud, mapping.sourceArn), Entries },
        this.#caller(target),
      );
    }
  }

  #caller(target: MappedFunction): Caller {
    return roleSession(target.roleArn, target.name);
  }
}
