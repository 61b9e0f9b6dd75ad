import type { FunctionConfiguration, GetFunctionConfigurationRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../service.ts';
import { configuration } from './configuration.ts';
import { functionAccess, type LambdaContext } from './context.ts';

export const getFunctionConfiguration = (context: LambdaContext) =>
  operation<GetFunctionConfigurationRequest, FunctionConfiguration>({
    name: 'GetFunctionConfiguration',
    accepts: ['FunctionName', 'Qualifier'],
    required: ['FunctionName'],
    access: (input) => functionAccess(context, 'GetFunctionConfiguration', input.FunctionName ?? '', input.Qualifier),
    run: (input) => configuration(context, context.store.resolve(input.FunctionName ?? '', input.Qualifier).record),
  });
