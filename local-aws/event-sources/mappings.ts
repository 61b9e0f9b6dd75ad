import type { Cloud } from '../cloud.ts';
import { serviceOf } from '../deliveries/callTarget.ts';
import type { MappingRecord } from './mappingRecord.ts';
import { MappingStore } from './mappingStore.ts';
import type { Poller } from './poller.ts';
import { QueuePoller } from './queues/queuePoller.ts';
import { StreamPoller } from './streams/streamPoller.ts';

/** The mappings and their pollers. */
export class EventSourceMappings {
  readonly store: MappingStore;
  readonly #cloud: Cloud;
  readonly #pollers = new Map<string, { poller: Poller; stop: AbortController }>();
  #started = false;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    this.store = new MappingStore(cloud);
  }

  /** Goes on where a former process was. */
  start(): void {
    this.#started = true;
    for (const mapping of this.store.list()) this.#run(mapping);
  }

  async save(mapping: MappingRecord): Promise<void> {
    await this.#stop(mapping.uuid);
    this.store.save(mapping);
    this.#run(mapping);
  }

  async remove(mapping: MappingRecord): Promise<void> {
    await this.#stop(mapping.uuid);
    this.store.remove(mapping.uuid);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pollers.keys()].map((uuid) => this.#stop(uuid)));
  }

  #run(mapping: MappingRecord): void {
    if (!this.#started || !mapping.enabled) return;
    const stop = new AbortController();
    const context = {
      cloud: this.#cloud,
      store: this.store,
      mapping,
      signal: stop.signal,
      report: (lastResult: string) => {
        const known = this.store.find(mapping.uuid);
        if (known && known.lastResult !== lastResult) this.store.save({ ...known, lastResult });
      },
    };
    const poller = serviceOf(mapping.sourceArn) === 'sqs' ? new QueuePoller(context) : new StreamPoller(context);
    this.#pollers.set(mapping.uuid, { poller, stop });
  }

  async #stop(uuid: string): Promise<void> {
    const running = this.#pollers.get(uuid);
    if (!running) return;
    this.#pollers.delete(uuid);
    running.stop.abort();
    await running.poller.close();
  }
}
