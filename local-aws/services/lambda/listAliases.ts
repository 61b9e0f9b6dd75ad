import type { ListAliasesRequest, ListAliasesResponse } from '@aws-sdk/client-lambda';
import { operation } from '../../service.ts';
import { aliasConfiguration } from './alias.ts';
import { functionAccess, type LambdaContext } from './context.ts';
import { page } from './page.ts';

export const listAliases = (context: LambdaContext) =>
  operation<ListAliasesRequest, ListAliasesResponse>({
    name: 'ListAliases',
    accepts: ['FunctionName', 'FunctionVersion', 'Marker', 'MaxItems'],
    required: ['FunctionName'],
    access: (input) => functionAccess(context, 'ListAliases', input.FunctionName ?? ''),
    run: (input) => {
      const { name } = context.store.latest(context.store.parse(input.FunctionName ?? '').name);
      const aliases = context.store.aliases
        .list({ prefix: `${name}:` })
        .filter(({ value }) => input.FunctionVersion === undefined || value.version === input.FunctionVersion);
      const { items, next } = page(aliases, input);
      return { Aliases: items.map((alias) => aliasConfiguration(context, alias)), ...next };
    },
  });
