/** Edit distance with transpositions of neighbours (optimal string alignment). */
const distance = (from: string, to: string): number => {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const cost = from[i - 1] === to[j - 1] ? 0 : 1;
      const before = rows[i - 1] ?? [];
      let best = Math.min((before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (before[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        best = Math.min(best, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    rows.push(row);
  }
  return rows[from.length]?.[to.length] ?? 0;
};

/** What somebody who wrote `name` probably meant, or undefined where nothing is near. */
export const nearest = (name: string, known: Iterable<string>): string | undefined => {
  const wanted = name.toLowerCase();
  let best: { name: string; distance: number } | undefined;
  for (const candidate of known) {
    const lower = candidate.toLowerCase();
    const apart = lower.replaceAll(/[_-]/g, '') === wanted.replaceAll(/[_-]/g, '') ? 0.5 : distance(wanted, lower);
    if (best === undefined || apart < best.distance) best = { name: candidate, distance: apart };
  }
  return best !== undefined && best.distance <= Math.max(1, Math.floor(name.length / 3)) ? best.name : undefined;
};

/** ` (did you mean "x"?)`, or what is known, or nothing. */
export const didYouMean = (name: string, known: readonly string[]): string => {
  const near = nearest(name, known);
  if (near !== undefined) return `did you mean "${near}"?`;
  if (known.length === 0) return '';
  return known.length <= 12 ? `known here: ${known.join(', ')}` : '';
};
