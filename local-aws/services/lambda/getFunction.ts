import type { GetFunctionRequest, GetFunctionResponse } from '@aws-sdk/client-lambda';
import { operation } from '../../service.ts';
import { configuration } from './configuration.ts';
import { functionAccess, type LambdaContext } from './context.ts';

export const getFunction = (context: LambdaContext) =>
  operation<GetFunctionRequest, GetFunctionResponse>({
    name: 'GetFunction',
    accepts: ['FunctionName', 'Qualifier'],
    required: ['FunctionName'],
    access: (input) => functionAccess(context, 'GetFunction', input.FunctionName ?? '', input.Qualifier),
    run: (input) => {
      const { record } = context.store.resolve(input.FunctionName ?? '', input.Qualifier);
      const { reservedConcurrency, tags } = context.store.latest(record.name);
      return {
        Configuration: configuration(context, record),
        Code: { RepositoryType: 'S3', Location: `file://${context.code.path(record.codeSha256)}.zip` },
        ...(Object.keys(tags).length > 0 && { Tags: tags }),
        ...(reservedConcurrency !== undefined && {
          Concurrency: { ReservedConcurrentExecutions: reservedConcurrency },
        }),
      };
    },
  });
