import type { LoggingConfiguration } from '@aws-sdk/client-sfn';
import type { HistoryEvent } from '../../asl/history.ts';
import type { Run } from '../../asl/run.ts';
import type { Cloud } from '../../cloud.ts';
import { has } from './announce.ts';

const fatal = new Set(['ExecutionAborted', 'ExecutionFailed', 'ExecutionTimedOut']);

/** Writes the events of executions to the log group of their machine's loggingConfiguration. */
export class ExecutionLogs {
  readonly #cloud: Cloud;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  write(
    run: Run,
    event: HistoryEvent,
    { level = 'OFF', includeExecutionData = false, destinations = [] }: LoggingConfiguration,
  ): void {
    const arn = destinations[0]?.cloudWatchLogsLogGroup?.logGroupArn;
    if (arn === undefined || !wants(level, String(event.type)) || !has(this.#cloud, 'logs')) return;
    const group = arn.split(':')[6] ?? arn;
    const started = new Date(run.facts.startTime).toISOString().slice(0, 16).replaceAll(':', '-').replace('T', '-');
    const stream = `states/${run.facts.stateMachineName}/${started}/${run.facts.arn.split(':').at(-1)}`;
    this.#cloud.parts.logs.write(group, stream, [line(run, event, includeExecutionData)]);
  }
}

function wants(level: string, type: string): boolean {
  if (level === 'ALL') return true;
  if (fatal.has(type)) return level !== 'OFF';
  return level === 'ERROR' && /(Failed|Aborted|TimedOut)$/.test(type);
}

function line(run: Run, event: HistoryEvent, includeData: boolean): string {
  const { timestamp, id, previousEventId, type, ...rest } = event;
  const details = { ...(Object.values(rest)[0] as Record<string, unknown> | undefined) };
  if (!includeData) for (const name of ['input', 'output', 'parameters', 'assignedVariables']) delete details[name];
  return JSON.stringify({
    id: String(id),
    type,
    details,
    redrive_count: String(run.facts.redriveCount),
    previous_event_id: String(previousEventId),
    event_timestamp: String(timestamp),
    execution_arn: run.facts.arn,
  });
}
