/** A figure with its 95 % interval. */
export interface Interval {
  point: number;
  low: number;
  high: number;
  standardError: number;
}

/** 97.5 % quantiles of Student's t by degrees of freedom, 1 to 30. */
const T = [
  12.7062, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157, 2.228139, 2.200985, 2.178813,
  2.160369, 2.144787, 2.13145, 2.119905, 2.109816, 2.100922, 2.093024, 2.085963, 2.079614, 2.073873, 2.068658, 2.063899,
  2.059539, 2.055529, 2.051831, 2.048407, 2.04523, 2.042272,
];

/**
 * Delete-a-group jackknife: the figure of the whole, and the figure of the rest without each of G groups of rows. The variance is
 * (G − 1) / G · Σ (θ₍g₎ − θ̄)²; the interval takes Student's t with G − 1 degrees of freedom.
 *
 * @throws RangeError with fewer than two replicates
 */
export const jackknifeInterval = (point: number, replicates: readonly number[]): Interval => {
  const groups = replicates.length;
  if (groups < 2) throw new RangeError(`an interval needs at least two replicates, not ${groups}`);
  const mean = replicates.reduce((sum, value) => sum + value, 0) / groups;
  const squares = replicates.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const standardError = Math.sqrt(((groups - 1) / groups) * squares);
  const reach = (T[groups - 2] ?? 1.96) * standardError;
  return { point, low: point - reach, high: point + reach, standardError };
};

/** The interval of `a` minus `b`, when both were computed without the same rows: what they share cancels out. */
export const pairedInterval = (
  a: { point: number; replicates: readonly number[] },
  b: { point: number; replicates: readonly number[] },
): Interval => {
  if (a.replicates.length !== b.replicates.length) {
    throw new RangeError(`replicates do not pair: ${a.replicates.length} and ${b.replicates.length}`);
  }
  return jackknifeInterval(
    a.point - b.point,
    a.replicates.map((value, group) => value - (b.replicates[group] ?? Number.NaN)),
  );
};
