import type { Plan } from './plan.ts';
import type { ColumnProfile } from './profile.ts';
import { typedByExtract } from './sqlFiles.ts';

const share = (value: number): string => String(Math.floor(value * 100) / 100);

/** With markers of missing in its text a column looks fuller to a rule than it is, so what was counted without them is a lower bound. */
const completeness = (column: ColumnProfile): string[] => {
  const filled = column.filled / column.rows;
  if (filled === 1) return [`IsComplete "${column.name}"`];
  return filled > 0.05 ? [`Completeness "${column.name}" > ${share(Math.max(0, filled - 0.1))}`] : [];
};

/** A value that DQDL can quote. */
const quotable = (value: string): boolean => /^[^"\\\n\r]{1,100}$/.test(value);

const values = (column: ColumnProfile): string[] => {
  if (!typedByExtract(column)) {
    const complete = column.kind.name === 'text' && column.markers.length === 0 && column.distinct <= 20;
    if (!complete || column.distinct === 0 || !column.levels.every(({ value }) => quotable(value))) return [];
    return [
      `ColumnValues "${column.name}" in [${column.levels.map(({ value }) => `"${value}"`).join(', ')}] with threshold > 0.95`,
    ];
  }
  if (
    column.min === undefined ||
    column.max === undefined ||
    !['whole', 'decimal', 'double'].includes(column.kind.name)
  )
    return [];
  const reach = Math.max(1, (column.max - column.min) * 0.5);
  const low = Math.floor(column.min - reach);
  const high = Math.ceil(column.max + reach);
  return Number.isSafeInteger(low) && Number.isSafeInteger(high)
    ? [`ColumnValues "${column.name}" between ${low} and ${high} with threshold > 0.95`]
    : [];
};

const ruleset = (rules: readonly string[]): string => `Rules = [\n${rules.map((rule) => `  ${rule}`).join(',\n')}\n]\n`;

/** What the file was like, as rules with some room: tomorrow's file may differ a little, not much. */
export const recordsQuality = (plan: Plan): string =>
  ruleset([
    `RowCount >= ${Math.max(1, Math.floor(plan.table.rows / 2))}`,
    ...plan.table.columns.flatMap((column) => [
      ...completeness(column),
      ...(column === plan.id ? [`IsUnique "${column.name}"`] : []),
      ...values(column),
    ]),
  ]);

/** What the trainer needs of the features: no row twice, a label that is 0 or 1 and of about the share that was seen. */
export const featuresQuality = (plan: Plan): string => {
  const { share: positives } = plan.label;
  return ruleset([
    `RowCount >= ${Math.max(1, Math.floor(plan.table.rows / 2))}`,
    `IsPrimaryKey "${plan.id?.name ?? 'row_id'}"`,
    'ColumnValues "label" in [0, 1]',
    `Mean "label" between ${(positives * 0.5).toFixed(4)} and ${Math.min(0.9999, positives + Math.min(positives, 1 - positives) * 0.5).toFixed(4)}`,
  ]);
};
