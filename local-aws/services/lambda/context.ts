import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Cloud } from '../../cloud.ts';
import { AwsError } from '../../errors.ts';
import { AsynchronousInvocations } from '../../lambda/asynchronousInvocations.ts';
import { CodeStore } from '../../lambda/codeStore.ts';
import type { FunctionRecord } from '../../lambda/functionRecord.ts';
import { FunctionRuntime, type RuntimeRequest, type RuntimeResult } from '../../lambda/functionRuntime.ts';
import { FunctionStore } from '../../lambda/functionStore.ts';

/** What Lambda's operations share. */
export interface LambdaContext {
  readonly cloud: Cloud;
  readonly store: FunctionStore;
  readonly code: CodeStore;
  readonly runtime: FunctionRuntime;
  readonly asynchronous: AsynchronousInvocations;
  /** Runs one invocation within the function's reserved concurrency. Throws `TooManyRequestsException`. */
  run(record: FunctionRecord, request: RuntimeRequest): Promise<RuntimeResult>;
}

export function createContext(cloud: Cloud): LambdaContext {
  const store = new FunctionStore(cloud);
  const code = new CodeStore(join(cloud.directory, 'lambda', 'code'));
  const runtime = new FunctionRuntime(cloud, code);
  const running = new Map<string, number>();

  const run = async (record: FunctionRecord, request: RuntimeRequest): Promise<RuntimeResult> => {
    const now = running.get(record.name) ?? 0;
    const reserved = store.functions.get(record.name)?.reservedConcurrency;
    if (reserved !== undefined && now >= reserved) {
      const dimensions = { FunctionName: record.name };
      cloud.parts.metrics.put('AWS/Lambda', [{ name: 'Throttles', value: 1, unit: 'Count', dimensions }]);
      throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', {
        status: 429,
        members: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded', Type: 'User' },
      });
    }
    running.set(record.name, now + 1);
    try {
      return await runtime.invoke(record, request);
    } finally {
      running.set(record.name, (running.get(record.name) ?? 1) - 1);
    }
  };
  const asynchronous = new AsynchronousInvocations(cloud, store, (event, record, invokedFunctionArn) =>
    run(record, { requestId: event.requestId, payload: event.payload, invokedFunctionArn }),
  );
  return { cloud, store, code, runtime, asynchronous, run };
}

export const newRevision = (): string => randomUUID();

/** Of an operation on one function: what IAM looks at. */
export const functionAccess = (context: LambdaContext, action: string, functionName: string, qualifier?: string) => {
  const parsed = context.store.parse(functionName, qualifier);
  return [{ action: `lambda:${action}`, resource: context.store.arn(parsed.name, parsed.qualifier) }];
};
