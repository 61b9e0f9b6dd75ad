import { backoffMs } from '../../deliveries/backoff.ts';
import type { MappedFunction } from '../functionOf.ts';
import { type BatchOutcome, invokeBatch } from '../invokeBatch.ts';
import type { PollerContext } from '../poller.ts';
import type { Condition } from './failureRecord.ts';
import { sendFailure } from './failureRecord.ts';
import type { StreamRecord } from './streamEvent.ts';
import { recordOf } from './streamEvent.ts';

/** Takes batches of one shard through a function: retries, bisecting, partial failures, giving up. */
export class BatchProcessor {
  readonly #context: PollerContext;
  readonly #target: MappedFunction;
  readonly #shard: string;
  /** Told of records that are done with: taken, or given up. */
  readonly #done: (records: readonly StreamRecord[]) => void;

  constructor(
    context: PollerContext,
    target: MappedFunction,
    shard: string,
    done: (records: readonly StreamRecord[]) => void,
  ) {
    this.#context = context;
    this.#target = target;
    this.#shard = shard;
    this.#done = done;
  }

  /** Resolves when every record is done with, or the mapping was stopped. Splitting a batch does not count as a retry. */
  async process(batch: readonly StreamRecord[], former = 0): Promise<void> {
    const { cloud, signal } = this.#context;
    const { settings } = this.#context.mapping;
    let records = batch;
    let attempts = former;
    let requestId = '';
    let functionError: string | undefined;
    for (;;) {
      if (signal.aborted) return;
      if (this.#tooOld(records))
        return this.#giveUp('RecordAgeExceeded', { records, attempts, requestId, functionError });
      const outcome = await this.#invoke(records);
      if (signal.aborted && outcome.kind !== 'done') return;
      if (outcome.kind === 'done') {
        const first = records.findIndex(({ sequence }) => outcome.failed.has(sequence));
        if (first < 0) return this.#done(records);
        if (first > 0) this.#done(records.slice(0, first));
        records = records.slice(first);
        attempts++;
      } else if (outcome.kind === 'function-error') {
        ({ requestId, functionError } = outcome);
        if (settings.bisect && records.length > 1) {
          const middle = Math.ceil(records.length / 2);
          await this.process(records.slice(0, middle), attempts);
          return this.process(records.slice(middle), attempts);
        }
        attempts++;
      }
      if (settings.maximumRetryAttempts >= 0 && attempts > settings.maximumRetryAttempts)
        return this.#giveUp('RetryAttemptsExhausted', { records, attempts, requestId, functionError });
      const id = `${this.#context.mapping.uuid}/${records[0]?.sequence}`;
      const delay = Math.min(backoffMs(id, Math.max(attempts, 1)), 60_000);
      await cloud.clock.sleep(delay, signal).catch(() => {});
    }
  }

  #tooOld([first]: readonly StreamRecord[]): boolean {
    const seconds = this.#context.mapping.settings.maximumRecordAgeSeconds;
    return seconds >= 0 && first !== undefined && this.#context.cloud.clock.now() - first.arrivedAt > seconds * 1000;
  }

  async #invoke(records: readonly StreamRecord[]): Promise<BatchOutcome> {
    const { cloud, mapping } = this.#context;
    const release = cloud.clock.hold();
    try {
      const age = cloud.clock.now() - (records.at(-1)?.arrivedAt ?? 0);
      const dimensions = { FunctionName: this.#target.name };
      cloud.parts.metrics.put('AWS/Lambda', [{ name: 'IteratorAge', value: age, unit: 'Milliseconds', dimensions }]);
      const ids = records.map(({ sequence }) => sequence);
      const outcome = await invokeBatch(cloud, mapping, this.#target, this.#event(records), ids);
      this.#context.report(outcome.kind === 'done' ? 'OK' : 'PROBLEM: Function call failed');
      return outcome;
    } finally {
      release();
    }
  }

  #event(records: readonly StreamRecord[]): string {
    const { cloud, mapping } = this.#context;
    return JSON.stringify({
      Records: records.map((record) => recordOf(record, this.#shard, mapping, this.#target.roleArn, cloud)),
    });
  }

  async #giveUp(
    condition: Condition,
    failure: {
      records: readonly StreamRecord[];
      attempts: number;
      requestId: string;
      functionError: string | undefined;
    },
  ): Promise<void> {
    const { cloud, mapping } = this.#context;
    const given = { ...failure, condition, shard: this.#shard, payload: this.#event(failure.records) };
    await sendFailure(cloud, mapping, this.#target, given);
    this.#done(failure.records);
  }
}
