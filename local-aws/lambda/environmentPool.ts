import type { ExecutionEnvironment } from './executionEnvironment.ts';

export interface PoolLimits {
  /** Threads in all; the least recently used idle one makes room. */
  total: number;
  /** Threads of one function version; further invocations wait for one to become free. */
  perFunction: number;
}

interface Waiter {
  key: string;
  start: () => ExecutionEnvironment;
  resolve: (environment: ExecutionEnvironment) => void;
}

/** Keeps warm environments by function version and revision, and bounds how many there are. */
export class EnvironmentPool {
  readonly #limits: PoolLimits;
  readonly #idle = new Map<string, ExecutionEnvironment[]>();
  readonly #keys = new Map<ExecutionEnvironment, string>();
  readonly #retired = new Set<string>();
  #waiters: Waiter[] = [];

  constructor(limits: PoolLimits) {
    this.#limits = limits;
  }

  /** An idle environment of `key`, a new one, or the next that becomes free. */
  acquire(key: string, start: () => ExecutionEnvironment): Promise<ExecutionEnvironment> {
    return new Promise((resolve) => {
      this.#waiters.push({ key, start, resolve });
      this.#serve();
    });
  }

  /** Gives an environment back: it stays warm, unless it died or its function has changed. */
  release(environment: ExecutionEnvironment): void {
    const key = this.#keys.get(environment);
    if (key === undefined) return;
    if (environment.alive && !this.#retired.has(key))
      this.#idle.set(key, [...(this.#idle.get(key) ?? []), environment]);
    else this.#end(environment);
    this.#serve();
  }

  /** No further invocation meets the environments of a key that begins so. */
  retire(prefix: string, keep?: string): void {
    for (const key of new Set(this.#keys.values())) {
      if (!key.startsWith(prefix) || key === keep) continue;
      this.#retired.add(key);
      for (const environment of this.#idle.get(key) ?? []) this.#end(environment);
      this.#idle.delete(key);
    }
    this.#serve();
  }

  /** Every environment whose key begins so, idle or busy. */
  environments(prefix: string): ExecutionEnvironment[] {
    return [...this.#keys].filter(([, key]) => key.startsWith(prefix)).map(([environment]) => environment);
  }

  async close(): Promise<void> {
    const all = [...this.#keys.keys()];
    this.#keys.clear();
    this.#idle.clear();
    await Promise.all(all.map((environment) => environment.terminate()));
  }

  #serve(): void {
    const left: Waiter[] = [];
    for (const waiter of this.#waiters) {
      const environment = this.#take(waiter);
      if (environment) waiter.resolve(environment);
      else left.push(waiter);
    }
    this.#waiters = left;
  }

  #take({ key, start }: Waiter): ExecutionEnvironment | undefined {
    for (let warm = this.#idle.get(key)?.pop(); warm; warm = this.#idle.get(key)?.pop()) {
      if (warm.alive) return warm;
      this.#end(warm);
    }
    const ofFunction = [...this.#keys.values()].filter((other) => other === key).length;
    if (ofFunction >= this.#limits.perFunction) return undefined;
    if (this.#keys.size >= this.#limits.total && !this.#evict()) return undefined;
    const environment = start();
    this.#keys.set(environment, key);
    return environment;
  }

  #evict(): boolean {
    for (const [key, environments] of this.#idle) {
      const oldest = environments.shift();
      if (environments.length === 0) this.#idle.delete(key);
      if (oldest) {
        this.#end(oldest);
        return true;
      }
    }
    return false;
  }

  #end(environment: ExecutionEnvironment): void {
    this.#keys.delete(environment);
    void environment.terminate();
  }
}
