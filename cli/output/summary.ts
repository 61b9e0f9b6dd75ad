import type { RunRecord } from '../../functions/shared/contracts/runRecord.ts';
import type { NightResult } from '../night/result.ts';
import { count, dollars, fraction } from './format.ts';

const interval = ({ value, low, high }: { value: number; low: number; high: number }): string =>
  `${fraction(value)} [${fraction(low, 3)}, ${fraction(high, 3)}]`;

const metricLines = ({ metrics }: RunRecord): string[] => {
  const names = { auc: 'AUC', ks: 'KS', averagePrecision: 'AP', brier: 'Brier' } as const;
  const head = `               ${'challenger'.padEnd(26)}${metrics.champion ? 'champion'.padEnd(26) : ''}${metrics.bestReachableAuc === undefined ? '' : 'best reachable'}`;
  const rows = (Object.keys(names) as (keyof typeof names)[]).map((name) => {
    const best = name === 'auc' && metrics.bestReachableAuc !== undefined ? fraction(metrics.bestReachableAuc) : '';
    return `  ${names[name].padEnd(13)}${interval(metrics.challenger[name]).padEnd(26)}${metrics.champion ? interval(metrics.champion[name]).padEnd(26) : ''}${best}`;
  });
  return [head.trimEnd(), ...rows.map((row) => row.trimEnd())];
};

/** The night on half a screen. */
export const summaryLines = (
  result: NightResult,
  record: RunRecord | undefined,
  places: { report?: string; alerts?: string },
): string[] => {
  const title = `${result.pipeline} ${result.businessDate}: ${result.status}`;
  if (result.status === 'skipped') return ['', title, `  ${result.reasons.join('; ')}`];
  const failed = result.failure
    ? [
        `  stage          ${result.failure.stage}`,
        `  error          ${result.failure.error}`,
        `  cause          ${result.failure.cause.split('\n').join('\n                 ')}`,
      ]
    : [];
  const known = record
    ? [
        `  rows           ${count(record.rows.in)} in, ${count(record.rows.out)} out, ${count(record.rows.quarantined)} quarantined`,
        `  quality        ${fraction(record.qualityScore, 3)}`,
        ...metricLines(record),
        `  decision       ${record.decision}: ${record.reasons[0] ?? ''}`,
        ...record.warnings.map((warning) => `  warning        ${warning}`),
        ...(record.deployment
          ? [`  endpoint       ${record.deployment.endpoint} (${record.deployment.endpointConfig})`]
          : []),
      ]
    : [];
  return [
    '',
    title,
    ...failed,
    ...known,
    `  execution      ${result.transitions} transitions, ${result.historyEvents} history events, ${result.overheadMsPerStage} ms overhead per stage`,
    `  time, memory   ${result.wallSeconds.toFixed(1)} s (${result.jobSeconds.toFixed(1)} s in jobs), ${count(result.peakRssMiB)} MiB at most`,
    `  cost on AWS    about ${dollars(result.estimatedCostUsd)} for this night`,
    ...(result.alerts > 0
      ? [`  alerts         ${result.alerts}${places.alerts ? `, readable in ${places.alerts}` : ''}`]
      : []),
    ...(places.report ? [`  report         ${places.report}`] : []),
  ];
};
