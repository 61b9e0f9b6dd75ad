import type { GetPolicyRequest, GetPolicyResponse } from '@aws-sdk/client-lambda';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { functionAccess, type LambdaContext } from './context.ts';

export const getPolicy = (context: LambdaContext) =>
  operation<GetPolicyRequest, GetPolicyResponse>({
    name: 'GetPolicy',
    accepts: ['FunctionName', 'Qualifier'],
    required: ['FunctionName'],
    access: (input) => functionAccess(context, 'GetPolicy', input.FunctionName ?? '', input.Qualifier),
    run: (input) => {
      const { record, arn, qualifier } = context.store.resolve(input.FunctionName ?? '', input.Qualifier);
      const policy = policyDocument(context, record.name, qualifier);
      if (!policy) {
        throw new AwsError('ResourceNotFoundException', `The resource you requested does not exist: ${arn}`, {
          status: 404,
        });
      }
      return { Policy: policy, RevisionId: record.revisionId };
    },
  });

export const policyKey = (name: string, qualifier: string | undefined): string =>
  qualifier === undefined || qualifier === '$LATEST' ? name : `${name}:${qualifier}`;

/** The resource policy of a function or of one of its versions and aliases, or undefined. */
export function policyDocument(context: LambdaContext, name: string, qualifier?: string): string | undefined {
  const statements = context.store.permissions.get(policyKey(name, qualifier));
  return statements && JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: statements });
}
