import type { Cloud } from '../cloud.ts';
import type { PolicyAuthorizer } from './authorizer.ts';
import { type IamUsage, iamUsage } from './usage.ts';

/** `GET /_nightjar/iam`: what each role used, was denied and never used. Throws when nothing is authorised. */
export function readIamUsage(cloud: Cloud): IamUsage {
  const { roles, decisions } = authorizerOf(cloud);
  return iamUsage(roles, decisions.all());
}

/** `DELETE /_nightjar/iam`: counts anew, as before a night. */
export function clearIamUsage(cloud: Cloud): void {
  authorizerOf(cloud).decisions.clear();
}

function authorizerOf(cloud: Cloud): PolicyAuthorizer {
  const authorizer = cloud.parts.authorizer as PolicyAuthorizer | undefined;
  if (!authorizer) throw new Error('IAM is not evaluated: the server was started with authorize: false');
  return authorizer;
}
