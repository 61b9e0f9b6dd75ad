import { StateFailure } from '../../../asl/failure.ts';
import { isObject, type Json } from '../../../asl/json.ts';
import { capital, plain } from './answers.ts';
import { sdkNames } from './errorNames.ts';
import type { IntegrationContext } from './integration.ts';

/** Services whose name in `aws-sdk:` ARNs is not the laptop's. */
const services: Readonly<Record<string, string>> = {
  cloudwatchlogs: 'logs',
  eventbridge: 'events',
  sagemakerruntime: 'sagemaker-runtime',
  sfn: 'states',
};

/** APIs whose members begin in lower case; the integration writes them with a capital all the same. */
const lowerCase = new Set(['sfn', 'cloudwatchlogs', 'ecr']);

/** `aws-sdk:<service>:<action>`: any operation that the laptop serves. */
export async function callSdk({ cloud, caller, call }: IntegrationContext): Promise<Json> {
  const { resource } = call;
  const service = resource.service.slice('aws-sdk:'.length);
  const name = services[service] ?? service;
  const operation = capital(resource.action);
  if (!sdkNames[service] || !cloud.services.get(name)?.operations[operation]) {
    throw new StateFailure(
      'States.Runtime',
      `The laptop does not serve ${resource.arn}; SUPPORT.md lists the operations it does.`,
    );
  }
  const lower = lowerCase.has(service);
  const input = isObject(call.arguments) ? call.arguments : {};
  const answer = await cloud.call(name, operation, lower ? (lowered(input) as object) : input, caller);
  return plain(answer ?? {}, { dates: 'iso', capitals: lower });
}

function lowered(value: Json): Json {
  if (Array.isArray(value)) return value.map(lowered);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name.charAt(0).toLowerCase() + name.slice(1), lowered(member)]),
  );
}
