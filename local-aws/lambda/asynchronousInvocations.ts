import { randomUUID } from 'node:crypto';
import type { Cloud } from '../cloud.ts';
import { isAwsError } from '../errors.ts';
import type { Table } from '../store/database.ts';
import { type DestinationRecord, sendToDeadLetterQueue, sendToDestination } from './destinations.ts';
import type { EventInvokeRecord, FunctionRecord } from './functionRecord.ts';
import type { FunctionStore } from './functionStore.ts';

/** An accepted event: kept until the function has handled it or it has gone where failed events go. */
export interface QueuedEvent {
  requestId: string;
  functionName: string;
  qualifier: string | undefined;
  payload: string;
  /** Attempts that were made. */
  attempts: number;
  /** ms since the epoch */
  acceptedAt: number;
  dueAt: number;
}

export interface AttemptResult {
  payload: string;
  functionError?: 'Unhandled';
}

/** Runs one attempt; throws `AwsError` (`TooManyRequestsException`) when it could not begin. */
export type Attempt = (event: QueuedEvent, record: FunctionRecord, arn: string) => Promise<AttemptResult>;

const DEFAULTS = { maximumRetryAttempts: 2, maximumEventAgeSeconds: 21_600, destinations: {} };
/** Lambda waits a minute before the first retry of a failed function and two before the second. */
const RETRY_DELAYS_MS = [60_000, 120_000];
const THROTTLE_DELAYS_MS = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000];

/** Lambda's queue of asynchronous invocations: durable, retried on the clock, at least once. */
export class AsynchronousInvocations {
  readonly #cloud: Cloud;
  readonly #store: FunctionStore;
  readonly #attempt: Attempt;
  readonly #queue: Table<QueuedEvent>;
  readonly #timers = new Map<string, () => void>();
  readonly #throttles = new Map<string, number>();
  #closed = false;

  constructor(cloud: Cloud, store: FunctionStore, attempt: Attempt) {
    this.#cloud = cloud;
    this.#store = store;
    this.#attempt = attempt;
    this.#queue = cloud.database.table('lambda.asynchronous-invocations');
  }

  /** Takes up what a former process left in the queue. */
  resume(): void {
    for (const { value } of this.#queue.list()) this.#schedule(value);
  }

  /** Keeps the event and answers at once; the first attempt begins on the next turn. */
  accept(functionName: string, qualifier: string | undefined, payload: string, requestId: string = randomUUID()): void {
    const now = this.#cloud.clock.now();
    const event: QueuedEvent = {
      requestId,
      functionName,
      qualifier,
      payload,
      attempts: 0,
      acceptedAt: now,
      dueAt: now,
    };
    this.#queue.put(requestId, event);
    this.#schedule(event);
  }

  close(): void {
    this.#closed = true;
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  #schedule(event: QueuedEvent): void {
    if (event.dueAt > this.#cloud.clock.now()) {
      this.#timers.set(
        event.requestId,
        this.#cloud.clock.schedule(event.dueAt, () => this.#begin(event)),
      );
    } else this.#begin(event);
  }

  #begin(event: QueuedEvent): void {
    const release = this.#cloud.clock.hold();
    this.#timers.delete(event.requestId);
    setImmediate(() => {
      this.#run(event)
        .catch((error: unknown) => {
          process.emitWarning(
            `The asynchronous invocation ${event.requestId} of ${event.functionName} was lost: ${String(error)}`,
          );
        })
        .finally(release);
    });
  }

  async #run(event: QueuedEvent): Promise<void> {
    if (this.#closed) return;
    if (!this.#store.functions.get(event.functionName)) return this.#forget(event);
    const { record, arn } = this.#store.resolve(event.functionName, event.qualifier);
    const config = this.#config(event);
    let result: AttemptResult;
    try {
      result = await this.#attempt(event, record, arn);
    } catch (error) {
      if (this.#closed) return;
      if (!isAwsError(error, 'TooManyRequestsException', 'ServiceException')) throw error;
      const throttles = this.#throttles.get(event.requestId) ?? 0;
      this.#throttles.set(event.requestId, throttles + 1);
      const delay = THROTTLE_DELAYS_MS[Math.min(throttles, THROTTLE_DELAYS_MS.length - 1)] ?? 0;
      if (this.#tooOld(event, delay, config)) return this.#fail(event, record, arn, 'EventAgeExceeded', undefined);
      return this.#retry(event, delay);
    }
    if (this.#closed) return;
    const attempts = event.attempts + 1;
    const tried = { ...event, attempts };
    if (!result.functionError) {
      this.#forget(event);
      const target = config.destinations.onSuccess;
      if (target)
        await sendToDestination(this.#cloud, record, target, destination(tried, arn, 'Success', result, record));
      return;
    }
    const delay = RETRY_DELAYS_MS[attempts - 1] ?? 120_000;
    if (attempts > config.maximumRetryAttempts) return this.#fail(tried, record, arn, 'RetriesExhausted', result);
    if (this.#tooOld(tried, delay, config)) return this.#fail(tried, record, arn, 'EventAgeExceeded', result);
    return this.#retry(tried, delay);
  }

  #retry(event: QueuedEvent, delay: number): void {
    const next = { ...event, dueAt: this.#cloud.clock.now() + delay };
    this.#queue.put(event.requestId, next);
    this.#schedule(next);
  }

  async #fail(
    event: QueuedEvent,
    record: FunctionRecord,
    arn: string,
    condition: DestinationRecord['requestContext']['condition'],
    result: AttemptResult | undefined,
  ): Promise<void> {
    this.#forget(event);
    const { onFailure } = this.#config(event).destinations;
    if (onFailure) {
      await sendToDestination(this.#cloud, record, onFailure, destination(event, arn, condition, result, record));
    }
    if (record.deadLetterTarget) await sendToDeadLetterQueue(this.#cloud, record, event, result);
  }

  #forget(event: QueuedEvent): void {
    this.#queue.delete(event.requestId);
    this.#throttles.delete(event.requestId);
  }

  #tooOld(event: QueuedEvent, delay: number, config: Pick<EventInvokeRecord, 'maximumEventAgeSeconds'>): boolean {
    return this.#cloud.clock.now() + delay - event.acceptedAt > config.maximumEventAgeSeconds * 1000;
  }

  #config(
    event: QueuedEvent,
  ): Pick<EventInvokeRecord, 'maximumRetryAttempts' | 'maximumEventAgeSeconds' | 'destinations'> {
    return this.#store.eventInvokes.get(`${event.functionName}:${event.qualifier ?? '$LATEST'}`) ?? DEFAULTS;
  }
}

function destination(
  event: QueuedEvent,
  functionArn: string,
  condition: DestinationRecord['requestContext']['condition'],
  result: AttemptResult | undefined,
  record: FunctionRecord,
): DestinationRecord {
  return {
    version: '1.0',
    timestamp: new Date(event.dueAt).toISOString(),
    requestContext: {
      requestId: event.requestId,
      functionArn: event.qualifier ? functionArn : `${functionArn}:$LATEST`,
      condition,
      approximateInvokeCount: event.attempts,
    },
    requestPayload: JSON.parse(event.payload),
    ...(result && {
      responseContext: {
        statusCode: 200,
        executedVersion: record.version,
        ...(result.functionError ? { functionError: result.functionError } : {}),
      },
      responsePayload: JSON.parse(result.payload),
    }),
  };
}
