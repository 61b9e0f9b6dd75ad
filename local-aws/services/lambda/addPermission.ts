import type { AddPermissionRequest, AddPermissionResponse } from '@aws-sdk/client-lambda';
import { AwsError } from '../../errors.ts';
import type { PermissionStatement } from '../../lambda/functionStore.ts';
import { operation } from '../../service.ts';
import { functionAccess, type LambdaContext } from './context.ts';
import { policyKey } from './getPolicy.ts';

export const addPermission = (context: LambdaContext) =>
  operation<AddPermissionRequest, AddPermissionResponse>({
    name: 'AddPermission',
    accepts: ['FunctionName', 'StatementId', 'Action', 'Principal', 'SourceArn', 'SourceAccount', 'Qualifier'],
    required: ['FunctionName', 'StatementId', 'Action', 'Principal'],
    access: (input) => functionAccess(context, 'AddPermission', input.FunctionName ?? '', input.Qualifier),
    run: (input) => {
      const { record, arn, qualifier } = context.store.resolve(input.FunctionName ?? '', input.Qualifier);
      const key = policyKey(record.name, qualifier);
      const statements = context.store.permissions.get(key) ?? [];
      if (statements.some(({ Sid }) => Sid === input.StatementId)) {
        throw new AwsError(
          'ResourceConflictException',
          `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
          { status: 409 },
        );
      }
      const statement = statementOf(input, arn);
      context.store.permissions.put(key, [...statements, statement]);
      return { Statement: JSON.stringify(statement) };
    },
  });

function statementOf(input: AddPermissionRequest, arn: string): PermissionStatement {
  const principal = input.Principal ?? '';
  const condition = {
    ...(input.SourceAccount && { StringEquals: { 'AWS:SourceAccount': input.SourceAccount } }),
    ...(input.SourceArn && { ArnLike: { 'AWS:SourceArn': input.SourceArn } }),
  };
  return {
    Sid: input.StatementId ?? '',
    Effect: 'Allow',
    Principal: principalOf(principal),
    Action: input.Action ?? '',
    Resource: arn,
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  };
}

function principalOf(principal: string): PermissionStatement['Principal'] {
  if (principal === '*') return '*';
  if (principal.endsWith('.amazonaws.com')) return { Service: principal };
  return { AWS: /^\d{12}$/.test(principal) ? `arn:aws:iam::${principal}:root` : principal };
}
