import type { CreatePolicyVersionRequest, CreatePolicyVersionResponse } from '@aws-sdk/client-iam';
import { AwsError } from '../../errors.ts';
import { compilePolicy } from '../../iam/compilePolicy.ts';
import { parsePolicy } from '../../iam/policyDocument.ts';
import { operation } from '../../service.ts';
import { type IamContext, policyAccess } from './context.ts';

const VERSIONS = 5;

export const createPolicyVersion = (context: IamContext) =>
  operation<CreatePolicyVersionRequest, CreatePolicyVersionResponse>({
    name: 'CreatePolicyVersion',
    accepts: ['PolicyArn', 'PolicyDocument', 'SetAsDefault'],
    required: ['PolicyArn', 'PolicyDocument'],
    access: (input) => policyAccess('CreatePolicyVersion', input.PolicyArn),
    run: (input) => {
      const record = context.roles.policy(input.PolicyArn ?? '');
      const { PolicyDocument: document = '' } = input;
      compilePolicy(parsePolicy(document, 'identity'), record.name);
      const numbers = Object.keys(record.versions).map((id) => Number(id.slice(1)));
      const versions = { ...record.versions };
      if (numbers.length >= VERSIONS) {
        // CloudFormation makes room by itself; the oldest version that is not in force goes.
        const oldest = numbers.toSorted((a, b) => a - b).find((number) => `v${number}` !== record.defaultVersion);
        if (oldest === undefined)
          throw new AwsError('LimitExceeded', 'A managed policy can have up to 5 versions.', { status: 409 });
        delete versions[`v${oldest}`];
      }
      const VersionId = `v${Math.max(...numbers) + 1}`;
      const now = context.cloud.clock.now();
      versions[VersionId] = { document, createdAt: now };
      const defaultVersion = input.SetAsDefault ? VersionId : record.defaultVersion;
      context.roles.putPolicy({ ...record, versions, defaultVersion, updatedAt: now });
      return {
        PolicyVersion: { VersionId, IsDefaultVersion: input.SetAsDefault ?? false, CreateDate: new Date(now) },
      };
    },
  });
