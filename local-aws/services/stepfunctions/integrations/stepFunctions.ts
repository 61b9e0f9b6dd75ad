import { StateFailure } from '../../../asl/failure.ts';
import { isObject, type Json, type JsonObject } from '../../../asl/json.ts';
import { capital, httpMetadata, plain } from './answers.ts';
import type { Integration, IntegrationContext } from './integration.ts';
import { poll } from './poll.ts';

const wording = { dates: 'milliseconds', capitals: true } as const;

/** `states:startExecution`; `.sync` gives the execution's output as text, `.sync:2` as JSON. */
export const startExecution: Integration = {
  patterns: ['sync', 'sync:2', 'waitForTaskToken'],
  async start({ cloud, caller }, input) {
    const { StateMachineArn, Name, Input, TraceHeader } = isObject(input) ? input : ({} as JsonObject);
    const text = Input === undefined || typeof Input === 'string' ? Input : JSON.stringify(Input);
    const request = { stateMachineArn: StateMachineArn, name: Name, input: text, traceHeader: TraceHeader };
    const given = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
    const answer = await cloud.call<object>('states', 'StartExecution', given, caller);
    const result = plain(answer, wording);
    return { ...(isObject(result) ? result : {}), ...httpMetadata(answer) };
  },
  async finish(context, answer) {
    const executionArn = isObject(answer) ? String(answer.ExecutionArn) : '';
    const active = context.engine.active.get(executionArn);
    if (active) await active.ended;
    const described = await poll(context, () => ended(context, executionArn));
    const result = capitalized(described, context.call.resource.pattern === 'sync:2');
    if (described.status !== 'SUCCEEDED') throw new StateFailure('States.TaskFailed', JSON.stringify(result));
    return result;
  },
  async stop({ cloud, caller }, answer) {
    const executionArn = isObject(answer) ? answer.ExecutionArn : undefined;
    await cloud.call('states', 'StopExecution', { executionArn }, caller);
  },
};

async function ended({ cloud, caller }: IntegrationContext, executionArn: string): Promise<JsonObject | undefined> {
  const described = await cloud.call<{ status?: string }>('states', 'DescribeExecution', { executionArn }, caller);
  if (described.status === 'RUNNING' || described.status === 'PENDING_REDRIVE') return undefined;
  return plain(described, { dates: 'milliseconds', capitals: false }) as JsonObject;
}

function capitalized(described: JsonObject, parsed: boolean): Json {
  const { redriveCount: _count, redriveStatus: _status, redriveStatusReason: _reason, ...shown } = described;
  const result: JsonObject = {};
  for (const [name, value] of Object.entries(shown)) {
    const isData = (name === 'input' || name === 'output') && typeof value === 'string';
    if (isObject(value)) result[capital(name)] = plain(value, wording);
    else result[capital(name)] = parsed && isData ? (JSON.parse(value) as Json) : value;
  }
  return result;
}
