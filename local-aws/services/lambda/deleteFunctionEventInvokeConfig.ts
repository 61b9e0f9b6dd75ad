import type { DeleteFunctionEventInvokeConfigRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../service.ts';
import { functionAccess, type LambdaContext } from './context.ts';
import { eventInvokeKey, existingEventInvoke } from './eventInvokeConfig.ts';

export const deleteFunctionEventInvokeConfig = (context: LambdaContext) =>
  operation<DeleteFunctionEventInvokeConfigRequest, object>({
    name: 'DeleteFunctionEventInvokeConfig',
    accepts: ['FunctionName', 'Qualifier'],
    required: ['FunctionName'],
    access: (input) =>
      functionAccess(context, 'DeleteFunctionEventInvokeConfig', input.FunctionName ?? '', input.Qualifier),
    run: (input) => {
      const record = existingEventInvoke(context, input.FunctionName ?? '', input.Qualifier);
      context.store.eventInvokes.delete(eventInvokeKey(record.functionName, record.qualifier));
      return {};
    },
  });
