interface Used {
  second: number;
  records: number;
  bytes: number;
}

/** What went through each shard in the present second of the clock. */
export class Throughput {
  readonly #records: number;
  readonly #bytes: number;
  readonly #used = new Map<string, Used>();

  constructor(limits: { records: number; bytes: number }) {
    this.#records = limits.records;
    this.#bytes = limits.bytes;
  }

  /** Whether the shard still takes it in this second; counts it where it does. */
  take(shard: string, bytes: number, now: number): boolean {
    const second = Math.floor(now / 1000);
    const known = this.#used.get(shard);
    const used = known?.second === second ? known : { second, records: 0, bytes: 0 };
    if (used.records + 1 > this.#records || used.bytes + bytes > this.#bytes) return false;
    used.records++;
    used.bytes += bytes;
    this.#used.set(shard, used);
    return true;
  }
}
