import type { DeleteFunctionRequest, DeleteFunctionResponse } from '@aws-sdk/client-lambda';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { functionAccess, type LambdaContext } from './context.ts';

export const deleteFunction = (context: LambdaContext) =>
  operation<DeleteFunctionRequest, DeleteFunctionResponse>({
    name: 'DeleteFunction',
    accepts: ['FunctionName', 'Qualifier'],
    required: ['FunctionName'],
    access: (input) => functionAccess(context, 'DeleteFunction', input.FunctionName ?? '', input.Qualifier),
    run: (input) => {
      const { record, qualifier } = context.store.resolve(input.FunctionName ?? '', input.Qualifier);
      if (qualifier === undefined) {
        context.store.delete(record.name);
        context.runtime.retire(record);
        return {};
      }
      if (qualifier === '$LATEST') {
        throw new AwsError(
          'InvalidParameterValueException',
          '$LATEST version cannot be deleted without deleting the function.',
        );
      }
      const aliases = context.store.aliases.list({ prefix: `${record.name}:` });
      if (aliases.some(({ value }) => value.version === qualifier)) {
        throw new AwsError('ResourceConflictException', `Version ${qualifier} is in use by an alias`, { status: 409 });
      }
      context.store.versions.delete(`${record.name}:${qualifier}`);
      return {};
    },
  });
