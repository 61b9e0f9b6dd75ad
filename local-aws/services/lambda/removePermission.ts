import type { RemovePermissionRequest } from '@aws-sdk/client-lambda';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { functionAccess, type LambdaContext } from './context.ts';
import { policyKey } from './getPolicy.ts';

export const removePermission = (context: LambdaContext) =>
  operation<RemovePermissionRequest, object>({
    name: 'RemovePermission',
    accepts: ['FunctionName', 'StatementId', 'Qualifier'],
    required: ['FunctionName', 'StatementId'],
    access: (input) => functionAccess(context, 'RemovePermission', input.FunctionName ?? '', input.Qualifier),
    run: (input) => {
      const { record, qualifier } = context.store.resolve(input.FunctionName ?? '', input.Qualifier);
      const key = policyKey(record.name, qualifier);
      const statements = context.store.permissions.get(key) ?? [];
      const left = statements.filter(({ Sid }) => Sid !== input.StatementId);
      if (left.length === statements.length) {
        throw new AwsError(
          'ResourceNotFoundException',
          `Statement ${input.StatementId} is not found in resource policy.`,
          { status: 404 },
        );
      }
      if (left.length > 0) context.store.permissions.put(key, left);
      else context.store.permissions.delete(key);
      return {};
    },
  });
