/** Area under the ROC curve by ranks, ties counted half; null without both classes. */
export const auc = (scored: readonly { score: number; label: number }[]): number | null => {
  const sorted = [...scored].sort((a, b) => a.score - b.score);
  let positives = 0;
  let ranks = 0;
  for (let start = 0; start < sorted.length; ) {
    let end = start;
    while (end < sorted.length && sorted[end]?.score === sorted[start]?.score) end++;
    const rank = (start + 1 + end) / 2;
    for (let at = start; at < end; at++)
      if (sorted[at]?.label === 1) {
        positives++;
        ranks += rank;
      }
    start = end;
  }
  const negatives = sorted.length - positives;
  return positives === 0 || negatives === 0
    ? null
    : (ranks - (positives * (positives + 1)) / 2) / (positives * negatives);
};
