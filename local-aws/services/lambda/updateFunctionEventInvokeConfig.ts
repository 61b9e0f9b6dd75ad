import type { FunctionEventInvokeConfig, UpdateFunctionEventInvokeConfigRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../service.ts';
import { functionAccess, type LambdaContext } from './context.ts';
import { eventInvokeConfig, eventInvokeKey, eventInvokeRecord, existingEventInvoke } from './eventInvokeConfig.ts';

export const updateFunctionEventInvokeConfig = (context: LambdaContext) =>
  operation<UpdateFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig>({
    name: 'UpdateFunctionEventInvokeConfig',
    accepts: ['FunctionName', 'Qualifier', 'MaximumRetryAttempts', 'MaximumEventAgeInSeconds', 'DestinationConfig'],
    required: ['FunctionName'],
    access: (input) =>
      functionAccess(context, 'UpdateFunctionEventInvokeConfig', input.FunctionName ?? '', input.Qualifier),
    run: (input) => {
      const base = existingEventInvoke(context, input.FunctionName ?? '', input.Qualifier);
      const record = eventInvokeRecord(context, base, input);
      context.store.eventInvokes.put(eventInvokeKey(record.functionName, record.qualifier), record);
      return eventInvokeConfig(context, record);
    },
  });
