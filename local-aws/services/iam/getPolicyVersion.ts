import type { GetPolicyVersionRequest, GetPolicyVersionResponse } from '@aws-sdk/client-iam';
import { noSuchEntity } from '../../iam/roleStore.ts';
import { operation } from '../../service.ts';
import { type IamContext, policyAccess } from './context.ts';

export const getPolicyVersion = (context: IamContext) =>
  operation<GetPolicyVersionRequest, GetPolicyVersionResponse>({
    name: 'GetPolicyVersion',
    accepts: ['PolicyArn', 'VersionId'],
    required: ['PolicyArn', 'VersionId'],
    access: (input) => policyAccess('GetPolicyVersion', input.PolicyArn),
    run: (input) => {
      const record = context.roles.policy(input.PolicyArn ?? '');
      const VersionId = input.VersionId ?? '';
      const version = record.versions[VersionId];
      if (!version)
        throw noSuchEntity(`Policy ${record.arn} version ${VersionId} does not exist or is not attachable.`);
      return {
        PolicyVersion: {
          VersionId,
          Document: encodeURIComponent(version.document),
          IsDefaultVersion: VersionId === record.defaultVersion,
          CreateDate: new Date(version.createdAt),
        },
      };
    },
  });
