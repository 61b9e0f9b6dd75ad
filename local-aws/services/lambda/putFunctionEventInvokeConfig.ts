import type { FunctionEventInvokeConfig, PutFunctionEventInvokeConfigRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../service.ts';
import { functionAccess, type LambdaContext } from './context.ts';
import { eventInvokeConfig, eventInvokeKey, eventInvokeRecord } from './eventInvokeConfig.ts';

export const putFunctionEventInvokeConfig = (context: LambdaContext) =>
  operation<PutFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig>({
    name: 'PutFunctionEventInvokeConfig',
    accepts: ['FunctionName', 'Qualifier', 'MaximumRetryAttempts', 'MaximumEventAgeInSeconds', 'DestinationConfig'],
    required: ['FunctionName'],
    access: (input) =>
      functionAccess(context, 'PutFunctionEventInvokeConfig', input.FunctionName ?? '', input.Qualifier),
    run: (input) => {
      const { record: fn, qualifier } = context.store.resolve(input.FunctionName ?? '', input.Qualifier);
      const base = {
        functionName: fn.name,
        qualifier: qualifier ?? '$LATEST',
        maximumRetryAttempts: 2,
        maximumEventAgeSeconds: 21_600,
        destinations: {},
        lastModified: 0,
      };
      const record = eventInvokeRecord(context, base, input);
      context.store.eventInvokes.put(eventInvokeKey(fn.name, qualifier), record);
      return eventInvokeConfig(context, record);
    },
  });
