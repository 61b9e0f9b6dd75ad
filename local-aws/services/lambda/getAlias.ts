import type { AliasConfiguration, GetAliasRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../service.ts';
import { aliasConfiguration, existingAlias } from './alias.ts';
import { functionAccess, type LambdaContext } from './context.ts';

export const getAlias = (context: LambdaContext) =>
  operation<GetAliasRequest, AliasConfiguration>({
    name: 'GetAlias',
    accepts: ['FunctionName', 'Name'],
    required: ['FunctionName', 'Name'],
    access: (input) => functionAccess(context, 'GetAlias', input.FunctionName ?? '', input.Name),
    run: (input) => aliasConfiguration(context, existingAlias(context, input.FunctionName ?? '', input.Name ?? '')),
  });
