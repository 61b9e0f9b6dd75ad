import type { ListFunctionsRequest, ListFunctionsResponse } from '@aws-sdk/client-lambda';
import { operation } from '../../service.ts';
import { configuration } from './configuration.ts';
import type { LambdaContext } from './context.ts';
import { page } from './page.ts';

export const listFunctions = (context: LambdaContext) =>
  operation<ListFunctionsRequest, ListFunctionsResponse>({
    name: 'ListFunctions',
    accepts: ['Marker', 'MaxItems'],
    run: (input) => {
      const { items, next } = page(context.store.functions.list(), input);
      return { Functions: items.map((record) => configuration(context, record)), ...next };
    },
  });
