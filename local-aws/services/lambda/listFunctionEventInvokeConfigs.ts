import type {
  ListFunctionEventInvokeConfigsRequest,
  ListFunctionEventInvokeConfigsResponse,
} from '@aws-sdk/client-lambda';
import { operation } from '../../service.ts';
import { functionAccess, type LambdaContext } from './context.ts';
import { eventInvokeConfig } from './eventInvokeConfig.ts';
import { page } from './page.ts';

export const listFunctionEventInvokeConfigs = (context: LambdaContext) =>
  operation<ListFunctionEventInvokeConfigsRequest, ListFunctionEventInvokeConfigsResponse>({
    name: 'ListFunctionEventInvokeConfigs',
    accepts: ['FunctionName', 'Marker', 'MaxItems'],
    required: ['FunctionName'],
    access: (input) => functionAccess(context, 'ListFunctionEventInvokeConfigs', input.FunctionName ?? ''),
    run: (input) => {
      const { name } = context.store.latest(context.store.parse(input.FunctionName ?? '').name);
      const { items, next } = page(context.store.eventInvokes.list({ prefix: `${name}:` }), input);
      return { FunctionEventInvokeConfigs: items.map((record) => eventInvokeConfig(context, record)), ...next };
    },
  });
