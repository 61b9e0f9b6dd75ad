import type { AliasConfiguration, CreateAliasRequest } from '@aws-sdk/client-lambda';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { aliasConfiguration } from './alias.ts';
import { functionAccess, type LambdaContext, newRevision } from './context.ts';

export const createAlias = (context: LambdaContext) =>
  operation<CreateAliasRequest, AliasConfiguration>({
    name: 'CreateAlias',
    accepts: ['FunctionName', 'Name', 'FunctionVersion', 'Description'],
    required: ['FunctionName', 'Name', 'FunctionVersion'],
    access: (input) => functionAccess(context, 'CreateAlias', input.FunctionName ?? '', input.Name),
    run: (input) => {
      const { record } = context.store.resolve(input.FunctionName ?? '', input.FunctionVersion);
      const name = input.Name ?? '';
      const key = `${record.name}:${name}`;
      if (context.store.aliases.get(key)) {
        const arn = context.store.arn(record.name, name);
        throw new AwsError('ResourceConflictException', `Alias already exists: ${arn}`, { status: 409 });
      }
      const alias = {
        functionName: record.name,
        name,
        version: input.FunctionVersion ?? '',
        description: input.Description ?? '',
        revisionId: newRevision(),
      };
      context.store.aliases.put(key, alias);
      return aliasConfiguration(context, alias);
    },
  });
