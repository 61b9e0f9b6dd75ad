import type { DeleteAliasRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../service.ts';
import { functionAccess, type LambdaContext } from './context.ts';

export const deleteAlias = (context: LambdaContext) =>
  operation<DeleteAliasRequest, object>({
    name: 'DeleteAlias',
    accepts: ['FunctionName', 'Name'],
    required: ['FunctionName', 'Name'],
    access: (input) => functionAccess(context, 'DeleteAlias', input.FunctionName ?? '', input.Name),
    run: (input) => {
      const { name } = context.store.parse(input.FunctionName ?? '');
      context.store.aliases.delete(`${name}:${input.Name}`);
      return {};
    },
  });
