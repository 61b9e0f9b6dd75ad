import { Arrivals } from '../../deliveries/arrivals.ts';
import type { PollerContext } from '../poller.ts';
import type { StreamRecord } from './streamEvent.ts';

/** A batch holds at most so many bytes of payload: Lambda's limit of 6 MB, less the envelope's share. */
const largest = 4_000_000;

/** Records of one shard that share a slot: in order, one batch at a time. */
export class Lane {
  readonly #context: PollerContext;
  readonly #process: (batch: readonly StreamRecord[]) => Promise<void>;
  readonly #signal: Arrivals;
  readonly #records: StreamRecord[] = [];
  readonly #loop: Promise<void>;

  constructor(context: PollerContext, process: (batch: readonly StreamRecord[]) => Promise<void>) {
    this.#context = context;
    this.#process = process;
    this.#signal = new Arrivals(context.cloud);
    this.#loop = this.#run();
  }

  add(record: StreamRecord): void {
    this.#records.push(record);
    this.#signal.notify('lane');
  }

  /** Resolves when the mapping was stopped and the batch under way has ended. */
  settled(): Promise<void> {
    return this.#loop;
  }

  async #run(): Promise<void> {
    const { signal } = this.#context;
    while (!signal.aborted) {
      const batch = await this.#collect();
      if (batch.length > 0) await this.#process(batch);
    }
  }

  async #collect(): Promise<StreamRecord[]> {
    const { cloud, mapping, signal } = this.#context;
    const { batchSize, batchingWindowSeconds } = mapping.settings;
    let until: number | undefined;
    while (!signal.aborted && this.#records.length < batchSize) {
      if (this.#records.length > 0) {
        until ??= cloud.clock.now() + batchingWindowSeconds * 1000;
        if (cloud.clock.now() >= until) break;
      }
      await this.#signal.wait('lane', this.#signal.version('lane'), { until, signal });
    }
    if (signal.aborted) return [];
    let size = 0;
    const end = this.#records.slice(0, batchSize).findIndex(({ data }, index) => {
      size += data.length;
      return index > 0 && size > largest;
    });
    return this.#records.splice(0, end < 0 ? batchSize : end);
  }
}
