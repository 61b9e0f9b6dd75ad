import type { GetCallerIdentityRequest, GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import { operation } from '../../service.ts';
import { roleId } from './credentials.ts';

/** Anybody may ask who they are: IAM has no say in it. */
export const getCallerIdentity = operation<GetCallerIdentityRequest, GetCallerIdentityResponse>({
  name: 'GetCallerIdentity',
  accepts: [],
  access: () => [],
  run: (_input, { cloud, caller }) => ({
    Account: caller.arn.split(':')[4] ?? cloud.account,
    Arn: caller.arn,
    UserId:
      caller.roleArn === undefined ? cloud.account : `${roleId(caller.roleArn)}:${caller.arn.split('/').at(-1) ?? ''}`,
  }),
});
