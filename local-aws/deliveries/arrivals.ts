import type { Cloud } from '../cloud.ts';

/**
 * Tells readers of queues and streams that there is something to read, so that nobody has to poll. A reader notes the version, reads,
 * and then waits for a newer version: what came in between is not missed.
 */
export class Arrivals {
  readonly #cloud: Cloud;
  readonly #versions = new Map<string, number>();
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  version(arn: string): number {
    return this.#versions.get(arn) ?? 0;
  }

  notify(arn: string): void {
    this.#versions.set(arn, this.version(arn) + 1);
    for (const wake of [...(this.#waiting.get(arn) ?? [])]) wake();
  }

  /** Resolves when the version is newer than `since`, at `until` (ms since the epoch), or when the signal is aborted. */
  wait(arn: string, since: number, options: { until?: number | undefined; signal?: AbortSignal } = {}): Promise<void> {
    const { until, signal } = options;
    if (this.version(arn) !== since || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(arn) ?? new Set();
      this.#waiting.set(arn, waiting);
      const wake = () => {
        cancel();
        waiting.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const cancel = until === undefined ? () => {} : this.#cloud.clock.schedule(until, wake);
      waiting.add(wake);
      signal?.addEventListener('abort', wake, { once: true });
    });
  }
}

const known = new WeakMap<Cloud, Arrivals>();

/** The one of that cloud: queues and streams tell it, event source mappings listen. */
export function arrivals(cloud: Cloud): Arrivals {
  const made = known.get(cloud) ?? new Arrivals(cloud);
  known.set(cloud, made);
  return made;
}
