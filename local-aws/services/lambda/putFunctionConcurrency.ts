import type { Concurrency, PutFunctionConcurrencyRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../service.ts';
import { functionAccess, type LambdaContext } from './context.ts';

export const putFunctionConcurrency = (context: LambdaContext) =>
  operation<PutFunctionConcurrencyRequest, Concurrency>({
    name: 'PutFunctionConcurrency',
    accepts: ['FunctionName', 'ReservedConcurrentExecutions'],
    required: ['FunctionName', 'ReservedConcurrentExecutions'],
    access: (input) => functionAccess(context, 'PutFunctionConcurrency', input.FunctionName ?? ''),
    run: (input) => {
      const latest = context.store.latest(context.store.parse(input.FunctionName ?? '').name);
      const reservedConcurrency = input.ReservedConcurrentExecutions ?? 0;
      context.store.functions.put(latest.name, { ...latest, reservedConcurrency });
      return { ReservedConcurrentExecutions: reservedConcurrency };
    },
  });
