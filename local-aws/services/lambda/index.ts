import type { Cloud, FunctionInvoker } from '../../cloud.ts';
import { createEventSources } from '../../event-sources/index.ts';
import type { AnyOperation, Service } from '../../service.ts';
import { addPermission } from './addPermission.ts';
import { createContext, type LambdaContext } from './context.ts';
import { createAlias } from './createAlias.ts';
import { createFunction } from './createFunction.ts';
import { deleteAlias } from './deleteAlias.ts';
import { deleteFunction } from './deleteFunction.ts';
import { deleteFunctionConcurrency } from './deleteFunctionConcurrency.ts';
import { deleteFunctionEventInvokeConfig } from './deleteFunctionEventInvokeConfig.ts';
import { getAlias } from './getAlias.ts';
import { getFunction } from './getFunction.ts';
import { getFunctionConcurrency } from './getFunctionConcurrency.ts';
import { getFunctionConfiguration } from './getFunctionConfiguration.ts';
import { getFunctionEventInvokeConfig } from './getFunctionEventInvokeConfig.ts';
import { getPolicy, policyDocument } from './getPolicy.ts';
import { invoke } from './invoke.ts';
import { listAliases } from './listAliases.ts';
import { listFunctionEventInvokeConfigs } from './listFunctionEventInvokeConfigs.ts';
import { listFunctions } from './listFunctions.ts';
import { listTags } from './listTags.ts';
import { listVersionsByFunction } from './listVersionsByFunction.ts';
import { publishVersion } from './publishVersion.ts';
import { putFunctionConcurrency } from './putFunctionConcurrency.ts';
import { putFunctionEventInvokeConfig } from './putFunctionEventInvokeConfig.ts';
import { removePermission } from './removePermission.ts';
import { tagResource } from './tagResource.ts';
import { untagResource } from './untagResource.ts';
import { updateAlias } from './updateAlias.ts';
import { updateFunctionCode } from './updateFunctionCode.ts';
import { updateFunctionConfiguration } from './updateFunctionConfiguration.ts';
import { updateFunctionEventInvokeConfig } from './updateFunctionEventInvokeConfig.ts';

const OPERATIONS: ((context: LambdaContext) => AnyOperation)[] = [
  addPermission,
  createAlias,
  createFunction,
  deleteAlias,
  deleteFunction,
  deleteFunctionConcurrency,
  deleteFunctionEventInvokeConfig,
  getAlias,
  getFunction,
  getFunctionConcurrency,
  getFunctionConfiguration,
  getFunctionEventInvokeConfig,
  getPolicy,
  invoke,
  listAliases,
  listFunctionEventInvokeConfigs,
  listFunctions,
  listTags,
  listVersionsByFunction,
  publishVersion,
  putFunctionConcurrency,
  putFunctionEventInvokeConfig,
  removePermission,
  tagResource,
  untagResource,
  updateAlias,
  updateFunctionCode,
  updateFunctionConfiguration,
  updateFunctionEventInvokeConfig,
];

/** Lambda as a service, and what the rest of the laptop needs of it beside its API. */
export interface LambdaService extends Service {
  /** Starts one environment for each function, so that its first invocation is a warm one. */
  prewarm(): Promise<void>;
  /** Fault injection: ends the function's threads wherever they are. */
  kill(functionName: string): Promise<void>;
}

export function createLambda(cloud: Cloud): LambdaService {
  const context = createContext(cloud);
  const eventSources = createEventSources(cloud);
  return {
    name: 'lambda',
    protocols: ['restJson'],
    validationError: 'InvalidParameterValueException',
    operations: {
      ...Object.fromEntries(OPERATIONS.map((create) => create(context)).map((made) => [made.name, made])),
      ...eventSources.operations,
    },
    resourcePolicy: (arn) => {
      // Mappings and layers are Lambda's too, and have none.
      if (arn.split(':')[5] !== 'function') return undefined;
      const { name, qualifier } = context.store.parse(arn);
      return policyDocument(context, name, qualifier);
    },
    started: () => {
      context.asynchronous.resume();
      eventSources.start();
    },
    prewarm: () => prewarm(context),
    kill: (functionName) => context.runtime.kill(functionName),
    close: async () => {
      // Batches under way end with their functions; what they did not finish is read again by the next process.
      const stopped = eventSources.close();
      context.asynchronous.close();
      await context.runtime.close();
      await stopped;
    },
  };
}

/** `parts.functions`: invocations from within take the road of the API: permissions, faults and the request log apply. */
export function createFunctionInvoker(cloud: Cloud): FunctionInvoker {
  return {
    invoke: async ({ functionName, payload, type, caller }) => {
      const input = { FunctionName: functionName, InvocationType: type, Payload: Buffer.from(payload) };
      const answer = await cloud.call<{
        StatusCode: number;
        Payload?: Uint8Array;
        FunctionError?: 'Handled' | 'Unhandled';
        $metadata?: { requestId?: string };
      }>('lambda', 'Invoke', input, caller);
      return {
        status: answer.StatusCode,
        payload: answer.Payload ? Buffer.from(answer.Payload).toString() : '',
        requestId: answer.$metadata?.requestId ?? '',
        ...(answer.FunctionError && { functionError: answer.FunctionError }),
      };
    },
  };
}

async function prewarm(context: LambdaContext): Promise<void> {
  const records = context.store.functions.list().map(({ value }) => value);
  // One after the other: the first stages of a night run meanwhile.
  for (const record of records) await context.runtime.prewarm(record);
}
