import type { DescribeExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { type RunRecord, runRecord } from '../../functions/shared/contracts/runRecord.ts';
import { output, type Session } from '../session/session.ts';
import { estimateCost } from './cost.ts';
import { countTransitions, readHistory, spansOf } from './history.ts';
import { busySeconds, readJobs } from './jobs.ts';
import { readObject } from './objects.ts';
import { statesClient } from './target.ts';

/** What `nightjar run --json` prints: one document. */
export interface NightResult {
  status: 'succeeded' | 'failed' | 'skipped';
  executionArn: string;
  pipeline: string;
  businessDate: string;
  runId: string;
  decision: string | null;
  /** Why it was skipped, or decided so. */
  reasons: string[];
  metrics:
    | (Record<'auc' | 'averagePrecision' | 'ks' | 'brier', number> & {
        bestReachableAuc?: number;
        champion?: Record<string, number>;
      })
    | null;
  rows: { in: number; out: number; quarantined: number } | null;
  qualityScore: number | null;
  transitions: number;
  historyEvents: number;
  wallSeconds: number;
  jobSeconds: number;
  overheadMsPerStage: number;
  peakRssMiB: number;
  estimatedCostUsd: number;
  alerts: number;
  report: string | null;
  failure: { stage: string; error: string; cause: string } | null;
}

export interface Measured {
  wallSeconds: number;
  /** Waiting time that the laptop's clock jumped over. */
  skippedSeconds: number;
  peakRssMiB: number;
  alerts: number;
}

const points = (metrics: RunRecord['metrics']['challenger']) => ({
  auc: metrics.auc.value,
  averagePrecision: metrics.averagePrecision.value,
  ks: metrics.ks.value,
  brier: metrics.brier.value,
});

interface NightOutput {
  go?: boolean;
  reason?: string;
  businessDate?: string;
  runId?: string;
  record?: string;
  report?: string;
}

/** Everything there is to say about an ended night, read back from AWS. */
export const readResult = async (
  session: Session,
  execution: DescribeExecutionCommandOutput,
  measured: Measured,
): Promise<{ result: NightResult; record?: RunRecord; costs: Record<string, number> }> => {
  const executionArn = execution.executionArn ?? '';
  const events = await readHistory(statesClient(), executionArn);
  const spans = spansOf(events);
  const jobs = await readJobs(spans, output(session, 'GlueJobName'));
  const answer = JSON.parse(execution.output ?? '{}') as NightOutput;
  const input = JSON.parse(execution.input ?? '{}') as { pipeline: string; businessDate?: string };
  const published = spans.find(({ state }) => state === 'PublishReport')?.answer as
    | { Payload?: { record?: string } }
    | undefined;
  const recordUri = answer.record ?? published?.Payload?.record;
  const record = recordUri ? runRecord.parse(JSON.parse(await readObject(recordUri))) : undefined;
  const opened = spans.find(({ state }) => state === 'OpenRun')?.answer as
    | { Payload?: { run?: { businessDate: string; runId: string }; businessDate?: string } }
    | undefined;
  const transitions = countTransitions(events);
  const jobSeconds = Math.max(0, busySeconds(jobs) - measured.skippedSeconds);
  const tasks = spans.length;
  const functionSeconds = spans.reduce((sum, { from, to }) => sum + ((to ?? from) - from) / 1000, 0) - jobSeconds;
  const { total, parts } = estimateCost(jobs, transitions, Math.max(0, functionSeconds));
  const skipped = answer.go === false;
  return {
    result: {
      status: execution.status === 'SUCCEEDED' ? (skipped ? 'skipped' : 'succeeded') : 'failed',
      executionArn,
      pipeline: input.pipeline,
      businessDate:
        answer.businessDate ??
        opened?.Payload?.run?.businessDate ??
        opened?.Payload?.businessDate ??
        input.businessDate ??
        '',
      runId: answer.runId ?? opened?.Payload?.run?.runId ?? executionArn.split(':').at(-1) ?? '',
      decision: record?.decision ?? null,
      reasons: skipped ? [answer.reason ?? ''] : (record?.reasons ?? []),
      metrics: record
        ? {
            ...points(record.metrics.challenger),
            ...(record.metrics.bestReachableAuc !== undefined && { bestReachableAuc: record.metrics.bestReachableAuc }),
            ...(record.metrics.champion && { champion: points(record.metrics.champion) }),
          }
        : null,
      rows: record?.rows ?? null,
      qualityScore: record?.qualityScore ?? null,
      transitions,
      historyEvents: events.length,
      wallSeconds: round(measured.wallSeconds, 3),
      jobSeconds: round(jobSeconds, 3),
      overheadMsPerStage: tasks > 0 ? Math.round((1000 * Math.max(0, measured.wallSeconds - jobSeconds)) / tasks) : 0,
      peakRssMiB: Math.round(measured.peakRssMiB),
      estimatedCostUsd: round(total, 4),
      alerts: measured.alerts,
      report: record?.report ?? null,
      failure: execution.status === 'SUCCEEDED' ? null : failureOf(execution),
    },
    ...(record && { record }),
    costs: parts,
  };
};

/** The Fail state's cause begins with the stage: `Train: …`. */
const failureOf = ({
  error = 'unknown',
  cause = '',
  status,
}: DescribeExecutionCommandOutput): NightResult['failure'] => {
  const [, stage = '', rest = cause] = /^(\w+): ([\s\S]*)$/.exec(cause) ?? [];
  return { stage, error: status === 'ABORTED' ? 'Aborted' : error, cause: rest };
};

const round = (value: number, digits: number): number => Number(value.toFixed(digits));
