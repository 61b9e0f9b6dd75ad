/** Rows of two populations in the bins of the first. */
export interface BinCounts {
  expected: number;
  actual: number;
}

/**
 * Population stability index, Σ (a − e) ln(a / e) over the bins' shares. Half a row is added to each bin, so that an empty one does not
 * make it infinite. Below 0.1 nothing has moved, above 0.25 much has. NaN where a population is empty.
 */
export const populationStability = (bins: readonly BinCounts[]): number => {
  const expected = bins.reduce((sum, bin) => sum + bin.expected, 0);
  const actual = bins.reduce((sum, bin) => sum + bin.actual, 0);
  if (expected === 0 || actual === 0) return Number.NaN;
  return bins.reduce((sum, bin) => {
    const e = (bin.expected + 0.5) / (expected + 0.5 * bins.length);
    const a = (bin.actual + 0.5) / (actual + 0.5 * bins.length);
    return sum + (a - e) * Math.log(a / e);
  }, 0);
};

/** Expected calibration error: the mean distance of predicted and observed share over the bins, by their rows. */
export const calibrationError = (bins: readonly { rows: number; positives: number; meanScore: number }[]): number => {
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
  return bins.reduce((sum, bin) => sum + Math.abs(bin.meanScore - bin.positives / bin.rows) * (bin.rows / rows), 0);
};
