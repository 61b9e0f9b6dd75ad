import type { AliasConfiguration } from '@aws-sdk/client-lambda';
import { AwsError } from '../../errors.ts';
import type { AliasRecord } from '../../lambda/functionRecord.ts';
import type { LambdaContext } from './context.ts';

export function aliasConfiguration(context: LambdaContext, alias: AliasRecord): AliasConfiguration {
  return {
    AliasArn: context.store.arn(alias.functionName, alias.name),
    Name: alias.name,
    FunctionVersion: alias.version,
    Description: alias.description,
    RevisionId: alias.revisionId,
  };
}

/** Throws `ResourceNotFoundException`. */
export function existingAlias(context: LambdaContext, functionName: string, name: string): AliasRecord {
  const parsed = context.store.parse(functionName);
  const alias = context.store.aliases.get(`${parsed.name}:${name}`);
  if (alias) return alias;
  const arn = context.store.arn(parsed.name, name);
  throw new AwsError('ResourceNotFoundException', `Cannot find alias arn: ${arn}`, { status: 404 });
}
