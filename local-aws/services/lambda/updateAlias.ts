import type { AliasConfiguration, UpdateAliasRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../service.ts';
import { aliasConfiguration, existingAlias } from './alias.ts';
import { functionAccess, type LambdaContext, newRevision } from './context.ts';
import { checkRevision } from './publishVersion.ts';

export const updateAlias = (context: LambdaContext) =>
  operation<UpdateAliasRequest, AliasConfiguration>({
    name: 'UpdateAlias',
    accepts: ['FunctionName', 'Name', 'FunctionVersion', 'Description', 'RevisionId'],
    required: ['FunctionName', 'Name'],
    access: (input) => functionAccess(context, 'UpdateAlias', input.FunctionName ?? '', input.Name),
    run: (input) => {
      const alias = existingAlias(context, input.FunctionName ?? '', input.Name ?? '');
      checkRevision(alias, input.RevisionId);
      if (input.FunctionVersion) context.store.resolve(alias.functionName, input.FunctionVersion);
      const next = {
        ...alias,
        version: input.FunctionVersion ?? alias.version,
        description: input.Description ?? alias.description,
        revisionId: newRevision(),
      };
      context.store.aliases.put(`${alias.functionName}:${alias.name}`, next);
      return aliasConfiguration(context, next);
    },
  });
