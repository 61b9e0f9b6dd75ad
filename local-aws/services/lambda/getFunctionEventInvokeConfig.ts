import type { FunctionEventInvokeConfig, GetFunctionEventInvokeConfigRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../service.ts';
import { functionAccess, type LambdaContext } from './context.ts';
import { eventInvokeConfig, existingEventInvoke } from './eventInvokeConfig.ts';

export const getFunctionEventInvokeConfig = (context: LambdaContext) =>
  operation<GetFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig>({
    name: 'GetFunctionEventInvokeConfig',
    accepts: ['FunctionName', 'Qualifier'],
    required: ['FunctionName'],
    access: (input) =>
      functionAccess(context, 'GetFunctionEventInvokeConfig', input.FunctionName ?? '', input.Qualifier),
    run: (input) => eventInvokeConfig(context, existingEventInvoke(context, input.FunctionName ?? '', input.Qualifier)),
  });
