import type { AssumeRoleRequest, AssumeRoleResponse } from '@aws-sdk/client-sts';
import { deniedError } from '../../dispatch/authorize.ts';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { type Credentials, roleId } from './credentials.ts';

const DEFAULT_SECONDS = 3600;

/** Keys of a role's session, when the role's trust policy lets the caller have them. */
export const assumeRole = (credentials: Credentials) =>
  operation<AssumeRoleRequest, AssumeRoleResponse>({
    name: 'AssumeRole',
    accepts: ['RoleArn', 'RoleSessionName', 'DurationSeconds'],
    required: ['RoleArn', 'RoleSessionName'],
    access: ({ RoleArn }) => [{ action: 'sts:AssumeRole', resource: RoleArn ?? '*' }],
    run: ({ RoleArn = '', RoleSessionName = '', DurationSeconds = DEFAULT_SECONDS }, { cloud, caller }) => {
      if (!/^arn:aws[a-z-]*:iam::\d{12}:role\/.+/.test(RoleArn)) {
        throw new AwsError('ValidationError', `${RoleArn} is invalid`);
      }
      if (!/^[\w+=,.@-]{2,64}$/.test(RoleSessionName)) {
        throw new AwsError('ValidationError', `RoleSessionName '${RoleSessionName}' must match [\\w+=,.@-]{2,64}`);
      }
      if (DurationSeconds < 900 || DurationSeconds > 43_200) {
        throw new AwsError('ValidationError', `DurationSeconds ${DurationSeconds} must lie between 900 and 43200`);
      }
      const denial = cloud.parts.authorizer?.mayAssume?.(RoleArn, caller);
      if (denial) throw deniedError('sts', denial, caller);
      const expires = cloud.clock.now() + DurationSeconds * 1000;
      const issued = credentials.issue(RoleArn, RoleSessionName, expires);
      return {
        Credentials: {
          AccessKeyId: issued.accessKeyId,
          SecretAccessKey: issued.secretAccessKey,
          SessionToken: issued.sessionToken,
          Expiration: new Date(expires),
        },
        AssumedRoleUser: { AssumedRoleId: `${roleId(RoleArn)}:${RoleSessionName}`, Arn: issued.caller.arn },
      };
    },
  });
