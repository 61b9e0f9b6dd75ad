import type { PipelineSpec } from '../contracts/pipeline.ts';
import { groupBy, type MeasureTables } from './measureTables.ts';

/** One group of a protected attribute under the four-fifths rule. */
export interface GroupImpact {
  attribute: string;
  value: string;
  rows: number;
  /** Share of its rows with a favourable decision. */
  share: number;
  /** Its share over that of the best group of the attribute. */
  ratio: number;
  /** `too-few`: fewer rows than the spec's minimum, so it is shown and not judged. */
  verdict: 'holds' | 'violated' | 'too-few';
}

/** Adverse impact of a model's decisions by group of each protected attribute; groups too small to judge are no yardstick either. */
export const adverseImpact = (
  rule: NonNullable<PipelineSpec['evaluation']['adverseImpact']>,
  tables: MeasureTables,
  model = 'challenger',
): GroupImpact[] => {
  const rows = (tables.adverse_impact ?? []).filter((row) => row.model === model);
  return [...groupBy(rows, (row) => row.attribute).values()].flatMap((groups) => {
    const shares = groups.map((group) => ({
      attribute: group.attribute,
      value: group.value,
      rows: Number(group.rows),
      share: Number(group.favourable) / Number(group.rows),
    }));
    const judged = shares.filter((group) => group.rows >= rule.minimumGroupRows);
    const best = Math.max(...judged.map((group) => group.share));
    return shares.map((group) => {
      const ratio = best > 0 ? group.share / best : 1;
      if (group.rows < rule.minimumGroupRows) return { ...group, ratio, verdict: 'too-few' as const };
      return { ...group, ratio, verdict: ratio >= rule.minimumRatio ? ('holds' as const) : ('violated' as const) };
    });
  });
};
