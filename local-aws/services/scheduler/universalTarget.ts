import type { Cloud } from '../../cloud.ts';
import type { Caller } from '../../service.ts';
import { validation } from './validation.ts';

/** The SDK's names of services that differ from the ones here. */
const names: Readonly<Record<string, string>> = {
  cloudwatchlogs: 'logs',
  eventbridge: 'events',
  sagemakerruntime: 'sagemaker-runtime',
  sfn: 'states',
};

/** Service and operation of a universal target, `arn:aws:scheduler:::aws-sdk:sqs:sendMessage`; undefined for any other ARN. */
export function universalTarget(arn: string): { service: string; operation: string } | undefined {
  const match = /^arn:aws:scheduler:::aws-sdk:([a-z0-9]+):([a-zA-Z0-9]+)$/.exec(arn);
  if (!match) return undefined;
  const [, service = '', operation = ''] = match;
  return { service: names[service] ?? service, operation: operation[0]?.toUpperCase() + operation.slice(1) };
}

/** Calls a universal target; its input is the request, with the member names of the API or with a capital first letter. */
export async function callUniversal(cloud: Cloud, arn: string, input: string, caller: Caller): Promise<void> {
  const target = universalTarget(arn);
  if (!target) throw validation(`${arn} is no universal target`);
  const request = JSON.parse(input || '{}') as Record<string, unknown>;
  const known = cloud.services.get(target.service)?.operations[target.operation];
  const members = new Set<PropertyKey>([...(known?.accepts ?? []), ...(known?.inert ?? [])]);
  const renamed = Object.entries(request).map(([name, value]) => {
    const lower = name.slice(0, 1).toLowerCase() + name.slice(1);
    return [!members.has(name) && members.has(lower) ? lower : name, value];
  });
  await cloud.call(target.service, target.operation, Object.fromEntries(renamed), caller);
}
