import type { Decision, Velocity } from './decision.ts';
import type { OnlineDefinition } from './definition.ts';
import { countBetween, type Entry, type Past } from './past.ts';

const hour = 3600;
const day = 86_400;
/** Reasons that are told of a declined record. */
const told = 3;

/** How often and for how much in the last hour and day, the record included. */
export const velocityOf = (past: Past, since: readonly Entry[], second: number, scale: number): Velocity => {
  const last = countBetween(past, since, second - hour + 1, second);
  const today = countBetween(past, since, second - day + 1, second);
  const unit = 10 ** scale;
  return { count1h: last.count, amount1h: last.sum / unit, count24h: today.count, amount24h: today.sum / unit };
};

/** Words for what speaks most against a record: contributions above nothing, the largest first, no word twice. */
export const reasonsOf = ({ vector, online }: OnlineDefinition, contributions: readonly number[]): string[] => {
  const against = contributions
    .map((contribution, index) => ({ contribution, words: online.reasons[vector[index]?.name ?? ''] ?? '' }))
    .filter(({ contribution, words }) => contribution > 0 && words !== '')
    .sort((a, b) => b.contribution - a.contribution);
  return [...new Set(against.map(({ words }) => words))].slice(0, told);
};

/** The rule that decides while the model cannot (docs/guides/real-time.md). */
export const fallbackOf = (
  { fallback }: OnlineDefinition['online'],
  amount: number,
  { count1h, amount24h }: Velocity,
): Pick<Decision, 'decision' | 'reasons'> => {
  const reasons = [
    ...(amount > fallback.maxAmount ? ['The amount is unusually high'] : []),
    ...(count1h > fallback.maxCount1h ? ['There were unusually many payments with the card in an hour'] : []),
    ...(amount24h > fallback.maxAmount24h ? ['The payments of the last day are unusually high'] : []),
  ];
  return { decision: reasons.length > 0 ? 'decline' : 'approve', reasons };
};
