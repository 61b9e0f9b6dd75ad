import type { ReportSpec } from '../shared/contracts/report.ts';
import { deadlineOf, isFree, lastEnded, type Period, parsePeriod, periodAfter } from '../shared/reports/period.ts';

export interface AtRisk {
  period: Period;
  error: 'FilingDue' | 'FilingLate';
  /** ms since the epoch */
  deadline: number;
}

/** A period this late (ms) has been told long ago; it is not asked for every hour for ever. */
const rememberedMs = 90 * 86_400_000;

/** Ended periods whose deadline is near or has passed, oldest first; that they may be filed already is for the caller to see. */
export const duePeriods = (spec: ReportSpec, now: number): AtRisk[] => {
  if (!spec.schedule.enabled) return [];
  const last = lastEnded(spec, now);
  const due: AtRisk[] = [];
  for (
    let period = parsePeriod(spec.period, spec.schedule.firstPeriod);
    period.to <= last.to;
    period = periodAfter(spec.period, period)
  ) {
    if (isFree(spec, period)) continue;
    const deadline = deadlineOf(spec, period);
    if (now < deadline - spec.deadline.warnHours * 3_600_000 || now > deadline + rememberedMs) continue;
    due.push({ period, deadline, error: now < deadline ? 'FilingDue' : 'FilingLate' });
  }
  return due;
};
