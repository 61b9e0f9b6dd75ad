import type { GetFunctionConcurrencyRequest, GetFunctionConcurrencyResponse } from '@aws-sdk/client-lambda';
import { operation } from '../../service.ts';
import { functionAccess, type LambdaContext } from './context.ts';

export const getFunctionConcurrency = (context: LambdaContext) =>
  operation<GetFunctionConcurrencyRequest, GetFunctionConcurrencyResponse>({
    name: 'GetFunctionConcurrency',
    accepts: ['FunctionName'],
    required: ['FunctionName'],
    access: (input) => functionAccess(context, 'GetFunctionConcurrency', input.FunctionName ?? ''),
    run: (input) => {
      const { reservedConcurrency } = context.store.latest(context.store.parse(input.FunctionName ?? '').name);
      return reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency };
    },
  });
