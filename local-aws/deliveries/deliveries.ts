import { randomUUID } from 'node:crypto';
import type { Cloud } from '../cloud.ts';
import type { Table } from '../store/database.ts';

/** Something accepted that is still to reach its target. */
export interface Delivery<T> {
  id: string;
  payload: T;
  /** ms since the epoch */
  acceptedAt: number;
  /** Attempts made so far. */
  attempts: number;
  /** ms since the epoch */
  nextAttemptAt: number;
}

export interface DeliveryWork<T> {
  /** Makes one attempt; throws when it failed. `delivery.attempts` counts this one already. */
  attempt(delivery: Delivery<T>): Promise<void>;
  /** When to try again after that error, in ms since the epoch, or undefined to give up. */
  retryAt(delivery: Delivery<T>, error: unknown): number | undefined;
  /** Called once for a delivery that is given up: the place for dead letters. It must not throw. */
  abandon(delivery: Delivery<T>, error: unknown): Promise<void>;
  /** What a user's fault rules may look at. */
  faultFields(payload: T): Record<string, string>;
}

/**
 * Deliveries that outlive the process: accepted ones are on disk before anything is tried, and are gone from there only once they
 * reached their target or were given up. A delivery may be made twice when the process dies between the two, as on AWS: at least once.
 */
export class Deliveries<T> {
  readonly #cloud: Cloud;
  readonly #service: string;
  readonly #work: DeliveryWork<T>;
  readonly #table: Table<Delivery<T>>;
  readonly #timers = new Map<string, () => void>();
  readonly #running = new Set<Promise<void>>();
  /** Ids that this process has on its way. */
  readonly #known = new Set<string>();
  #closed = false;

  /** `service` names the table and the service in fault rules. */
  constructor(cloud: Cloud, service: string, work: DeliveryWork<T>) {
    this.#cloud = cloud;
    this.#service = service;
    this.#work = work;
    this.#table = cloud.database.table(`${service}.deliveries`);
  }

  /** Takes up what a former process accepted and did not deliver. */
  resume(): void {
    for (const { value } of this.#table.list()) if (!this.#known.has(value.id)) this.#schedule(value);
  }

  /** Takes the payloads over: when it returns they are on disk. `at` delays the first attempt. */
  accept(payloads: readonly T[], at?: number): void {
    const now = this.#cloud.clock.now();
    const deliveries = payloads.map((payload) => ({
      id: randomUUID(),
      payload,
      acceptedAt: now,
      attempts: 0,
      nextAttemptAt: at ?? now,
    }));
    this.#cloud.database.transaction(() => {
      for (const delivery of deliveries) this.#table.put(delivery.id, delivery);
    });
    for (const delivery of deliveries) this.#schedule(delivery);
  }

  /** Resolves when no attempt is under way; retries that wait for their time do not count. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    await this.settled();
  }

  #schedule(delivery: Delivery<T>): void {
    if (this.#closed) return;
    this.#known.add(delivery.id);
    if (delivery.attempts === 0 && delivery.nextAttemptAt <= this.#cloud.clock.now()) {
      this.#start(delivery);
      return;
    }
    const cancel = this.#cloud.clock.schedule(delivery.nextAttemptAt, () => {
      this.#timers.delete(delivery.id);
      this.#start(delivery);
    });
    this.#timers.set(delivery.id, cancel);
  }

  #start(delivery: Delivery<T>): void {
    const release = this.#cloud.clock.hold();
    setImmediate(() => {
      void this.#pass(delivery);
      release();
    });
  }

  /** The first attempt passes the injected faults, which may drop, double or delay it; what they did not send at once is theirs. */
  async #pass(delivery: Delivery<T>): Promise<void> {
    const { faults } = this.#cloud;
    if (!faults || delivery.attempts > 0) return this.#attempt(delivery);
    let sent = false;
    const send = () => {
      sent = true;
      return this.#attempt(delivery);
    };
    try {
      await faults.deliver(this.#service, 'Delivery', this.#work.faultFields(delivery.payload), send);
      if (!sent) this.#remove(delivery.id);
    } catch (error) {
      await this.#track(this.#failed({ ...delivery, attempts: 1 }, error));
    }
  }

  #attempt(before: Delivery<T>): Promise<void> {
    return this.#track(this.#deliver({ ...before, attempts: before.attempts + 1 }));
  }

  /** Work under way holds the clock, and is waited for when this is closed; what a fault holds back is neither. */
  async #track(work: Promise<void>): Promise<void> {
    const release = this.#cloud.clock.hold();
    this.#running.add(work);
    try {
      await work;
    } finally {
      this.#running.delete(work);
      release();
    }
  }

  async #deliver(delivery: Delivery<T>): Promise<void> {
    if (this.#closed) return;
    try {
      await this.#work.attempt(delivery);
      this.#remove(delivery.id);
    } catch (error) {
      await this.#failed(delivery, error);
    }
  }

  async #failed(delivery: Delivery<T>, error: unknown): Promise<void> {
    if (this.#closed) return;
    const at = this.#work.retryAt(delivery, error);
    if (at === undefined) {
      await this.#work.abandon(delivery, error);
      this.#remove(delivery.id);
      return;
    }
    const next = { ...delivery, nextAttemptAt: at };
    this.#table.put(next.id, next);
    this.#schedule(next);
  }

  #remove(id: string): void {
    this.#known.delete(id);
    if (!this.#closed) this.#table.delete(id);
  }
}
