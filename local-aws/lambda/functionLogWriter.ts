import type { Cloud } from '../cloud.ts';
import type { Access, Call, Caller } from '../service.ts';
import type { FunctionRecord } from './functionRecord.ts';

/**
 * Writes an environment's lines to its log group with the function's own rights, as Lambda does: without `logs:CreateLogStream` and
 * `logs:PutLogEvents` the function runs and its lines are lost. Traces are no more than asked for: the laptop keeps none.
 */
export function functionLogWriter(
  cloud: Cloud,
  record: FunctionRecord,
  stream: string,
  caller: Caller,
): (line: string) => void {
  const resource = cloud.arn('logs', `log-group:${record.logGroup}:log-stream:${stream}`);
  let allowed: boolean | undefined;
  const ask = () => {
    if (record.tracing === 'Active') {
      mayDo(cloud, caller, { action: 'xray:PutTraceSegments', resource: '*' });
      mayDo(cloud, caller, { action: 'xray:PutTelemetryRecords', resource: '*' });
    }
    const mayCreate = mayDo(cloud, caller, { action: 'logs:CreateLogStream', resource });
    return mayDo(cloud, caller, { action: 'logs:PutLogEvents', resource }) && mayCreate;
  };
  return (line) => {
    allowed ??= ask();
    if (allowed) cloud.parts.logs.write(record.logGroup, stream, [line]);
  };
}

/** Whether the caller has the right; asked where Lambda acts for a function without an API call on the laptop. */
function mayDo(cloud: Cloud, caller: Caller, access: Access): boolean {
  const call: Call = {
    cloud,
    caller,
    requestId: '',
    endpoint: cloud.endpoint,
    signal: new AbortController().signal,
    headers: {},
  };
  return cloud.parts.authorizer?.authorize(caller, [access], call) === undefined;
}
