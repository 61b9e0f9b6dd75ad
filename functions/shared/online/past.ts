/** What happened to one entity: id, second and value (in units of its last decimal) of each row. */
export type Entry = readonly [id: number, second: number, value: number];

const fields = 3;

/** Rows as bytes, oldest first: three doubles each. */
export const encodePast = (entries: readonly Entry[]): Uint8Array => {
  const numbers = new Float64Array(entries.length * fields);
  [...entries]
    .sort((a, b) => a[1] - b[1] || a[0] - b[0])
    .forEach((entry, index) => {
      numbers.set(entry, index * fields);
    });
  return new Uint8Array(numbers.buffer);
};

export const decodeEntries = (bytes: Uint8Array): Entry[] => {
  const numbers = new Float64Array(bytes.slice().buffer);
  return Array.from(
    { length: numbers.length / fields },
    (_, index): Entry => [
      numbers[index * fields] ?? 0,
      numbers[index * fields + 1] ?? 0,
      numbers[index * fields + 2] ?? 0,
    ],
  );
};

/** An entity's past as published, oldest row first: rows and sums of any stretch of time by two searches. */
export class Past {
  readonly #ids: Float64Array;
  readonly #seconds: Float64Array;
  /** Sum of the values before each row. */
  readonly #before: Float64Array;

  constructor(entries: readonly Entry[] = []) {
    this.#ids = new Float64Array(entries.length);
    this.#seconds = new Float64Array(entries.length);
    this.#before = new Float64Array(entries.length + 1);
    let sum = 0;
    entries.forEach(([id, second, value], index) => {
      this.#ids[index] = id;
      this.#seconds[index] = second;
      sum += value;
      this.#before[index + 1] = sum;
    });
  }

  /** Rows before `second`. */
  #rank(second: number): number {
    let low = 0;
    let high = this.#seconds.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#seconds[middle] ?? 0) < second) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  has([id, second]: Entry): boolean {
    for (let at = this.#rank(second); this.#seconds[at] === second; at++) if (this.#ids[at] === id) return true;
    return false;
  }

  /** Rows from `from` to `to`, both included, and the sum of their values. */
  between(from: number, to: number): { count: number; sum: number } {
    const first = this.#rank(from);
    const last = this.#rank(to + 1);
    return { count: last - first, sum: (this.#before[last] ?? 0) - (this.#before[first] ?? 0) };
  }
}

/** Published past and what came since; a row counts once, by its id, however often and in whatever order it came. */
export const countBetween = (
  past: Past,
  since: readonly Entry[],
  from: number,
  to: number,
): { count: number; sum: number } => {
  const all = past.between(from, to);
  for (const [, second, value] of since)
    if (second >= from && second <= to) {
      all.count++;
      all.sum += value;
    }
  return all;
};
