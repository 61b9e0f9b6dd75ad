import type { Decision } from '../shared/online/decision.ts';

/** Numbers that the batch wrote and the function computed alike differ by less. */
const tolerance = 1e-6;

export interface Skew {
  /** Decisions that the batch has a row for. */
  compared: number;
  /** Decisions that it has none for, such as of cards that it leaves out. */
  absent: number;
  /** Of those compared, how many differ in any feature. */
  different: number;
  /** By feature: how many differ, and by how much at most. Only those that do. */
  features: Record<string, { different: number; largest: number }>;
}

/** Compares the vectors of decisions with the batch's rows of the same ids (`id,feature,feature,…`). */
export const compareVectors = (
  decisions: readonly Pick<Decision, 'transactionId' | 'features'>[],
  rows: ReadonlyMap<number, string>,
  names: readonly string[],
): Skew => {
  const skew: Skew = { compared: 0, absent: 0, different: 0, features: {} };
  for (const { transactionId, features } of decisions) {
    const row = rows.get(transactionId);
    if (row === undefined) {
      skew.absent++;
      continue;
    }
    skew.compared++;
    let differs = false;
    row
      .split(',')
      .slice(1)
      .forEach((cell, index) => {
        const online = features[index] ?? null;
        const batch = cell === '' ? null : Number(cell);
        const difference =
          online === null || batch === null
            ? online === batch
              ? 0
              : Number.POSITIVE_INFINITY
            : Math.abs(online - batch);
        if (difference <= tolerance) return;
        differs = true;
        const name = names[index] ?? `column ${index}`;
        const before = skew.features[name] ?? { different: 0, largest: 0 };
        skew.features[name] = { different: before.different + 1, largest: Math.max(before.largest, difference) };
      });
    if (differs) skew.different++;
  }
  return skew;
};
