import { AwsError } from '../errors.ts';
import type { Faults } from '../faults/faults.ts';
import type { AnyOperation, Call, Service } from '../service.ts';
import { accessOf, authorize } from './authorize.ts';
import { checkParameters } from './parameters.ts';
import type { RequestLog } from './requestLog.ts';

export interface Invocation {
  service: Service;
  operation: AnyOperation;
  input: Record<string, unknown>;
  call: Call;
}

export type Execute = (invocation: Invocation) => Promise<unknown>;

/** The one road of every call: parameters, authorization, injected faults, the operation, the request log. */
export const createExecute =
  (parts: { log: RequestLog; faults: Faults }): Execute =>
  async ({ service, operation, input, call }) => {
    const { clock } = call.cloud;
    const started = performance.now();
    const time = clock.now();
    const hold = (): (() => void) => (operation.waits ? () => {} : clock.hold());
    let letGo = hold();
    const idle = async (wait: () => Promise<void>): Promise<void> => {
      letGo();
      try {
        await wait();
      } finally {
        letGo = hold();
      }
    };
    let access: string[] = [];
    let outcome = 'ok';
    let message: string | undefined;
    let fault: string | undefined;
    try {
      checkParameters(service, operation, input);
      const needed = accessOf(service, operation, input, call);
      access = needed.map((each) => `${each.action} ${each.resource}`);
      authorize(service, needed, call);
      return await parts.faults.around(
        { service: service.name, operation: operation.name, input, call, met: (rule) => (fault = rule), idle },
        async (given, under) => operation.run(given, under),
      );
    } catch (error) {
      outcome = error instanceof AwsError ? error.code : 'InternalFailure';
      message = error instanceof Error ? error.message : String(error);
      throw error;
    } finally {
      letGo();
      parts.log.add({
        requestId: call.requestId,
        time,
        service: service.name,
        operation: operation.name,
        caller: call.caller.arn,
        ...(call.caller.roleArn !== undefined && { roleArn: call.caller.roleArn }),
        access,
        outcome,
        ...(message !== undefined && { message }),
        durationMs: performance.now() - started,
        ...(fault !== undefined && { fault }),
      });
    }
  };
