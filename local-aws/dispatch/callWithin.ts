import { randomUUID } from 'node:crypto';
import type { Cloud } from '../cloud.ts';
import type { Call, Caller } from '../service.ts';
import type { Execute } from './execute.ts';
import { unknownOperation, unknownService } from './unknown.ts';

/** `cloud.call`: an API call from within, on the same road as one over HTTP. */
export const createCall =
  (cloud: Cloud, execute: Execute) =>
  async <O = unknown>(serviceName: string, operationName: string, input: object, caller: Caller): Promise<O> => {
    const service = cloud.services.get(serviceName);
    if (!service) throw unknownService(serviceName);
    const operation = service.operations[operationName];
    if (!operation) throw unknownOperation(service.protocols[0] ?? 'awsJson1.1', serviceName, operationName);
    const call: Call = {
      cloud,
      caller,
      requestId: randomUUID(),
      endpoint: cloud.endpoint,
      // A signal of its own: what listens to it must not pile up.
      signal: new AbortController().signal,
      headers: {},
    };
    return (await execute({ service, operation, input: { ...input }, call })) as O;
  };
