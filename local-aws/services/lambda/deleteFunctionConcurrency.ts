import type { DeleteFunctionConcurrencyRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../service.ts';
import { functionAccess, type LambdaContext } from './context.ts';

export const deleteFunctionConcurrency = (context: LambdaContext) =>
  operation<DeleteFunctionConcurrencyRequest, object>({
    name: 'DeleteFunctionConcurrency',
    accepts: ['FunctionName'],
    required: ['FunctionName'],
    access: (input) => functionAccess(context, 'DeleteFunctionConcurrency', input.FunctionName ?? ''),
    run: (input) => {
      const { reservedConcurrency: _removed, ...rest } = context.store.latest(
        context.store.parse(input.FunctionName ?? '').name,
      );
      context.store.functions.put(rest.name, rest);
      return {};
    },
  });
