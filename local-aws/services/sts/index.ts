import type { Cloud } from '../../cloud.ts';
import type { Service } from '../../service.ts';
import { assumeRole } from './assumeRole.ts';
import { Credentials } from './credentials.ts';
import { getCallerIdentity } from './getCallerIdentity.ts';

export const createCredentials = (cloud: Cloud): Credentials => new Credentials(cloud);

/** Who calls, and keys of roles. */
export const createSts = (cloud: Cloud): Service => {
  const credentials = cloud.parts.credentials as Credentials;
  return {
    name: 'sts',
    protocols: ['awsQuery'],
    validationError: 'ValidationError',
    operations: { AssumeRole: assumeRole(credentials), GetCallerIdentity: getCallerIdentity },
  };
};
