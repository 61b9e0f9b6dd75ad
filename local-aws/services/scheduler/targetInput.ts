import type { Cloud } from '../../cloud.ts';
import type { Invocation } from './records.ts';

/** A target's input with Scheduler's context attributes filled in; the default event where it has none. */
export function targetInput(invocation: Invocation, attempt: number, cloud: Cloud): string {
  const time = isoSeconds(invocation.scheduledAt);
  const { Input } = invocation.target;
  if (Input === undefined) return JSON.stringify(defaultEvent(invocation, time, cloud));
  const values: Record<string, string> = {
    'schedule-arn': invocation.scheduleArn,
    'scheduled-time': time,
    'execution-id': invocation.executionId,
    'attempt-number': String(attempt),
  };
  return Input.replace(/<aws\.scheduler\.([a-z-]+)>/g, (placeholder, name: string) => values[name] ?? placeholder);
}

const isoSeconds = (at: number) => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

const defaultEvent = ({ scheduleArn, executionId }: Invocation, time: string, cloud: Cloud) => ({
  version: '0',
  id: executionId,
  'detail-type': 'Scheduled Event',
  source: 'aws.scheduler',
  account: cloud.account,
  time,
  region: cloud.region,
  resources: [scheduleArn],
  detail: '{}',
});
