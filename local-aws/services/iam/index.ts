import type { Cloud } from '../../cloud.ts';
import { PolicyAuthorizer } from '../../iam/authorizer.ts';
import type { AnyOperation, Service } from '../../service.ts';
import { attachRolePolicy } from './attachRolePolicy.ts';
import { createContext, type IamContext } from './context.ts';
import { createPolicy } from './createPolicy.ts';
import { createPolicyVersion } from './createPolicyVersion.ts';
import { createRole } from './createRole.ts';
import { deletePolicy } from './deletePolicy.ts';
import { deleteRole } from './deleteRole.ts';
import { deleteRolePolicy } from './deleteRolePolicy.ts';
import { detachRolePolicy } from './detachRolePolicy.ts';
import { getPolicy } from './getPolicy.ts';
import { getPolicyVersion } from './getPolicyVersion.ts';
import { getRole } from './getRole.ts';
import { getRolePolicy } from './getRolePolicy.ts';
import { listAttachedRolePolicies } from './listAttachedRolePolicies.ts';
import { listPolicies } from './listPolicies.ts';
import { listRolePolicies } from './listRolePolicies.ts';
import { listRoles } from './listRoles.ts';
import { putRolePolicy } from './putRolePolicy.ts';
import { tagRole } from './tagRole.ts';
import { updateAssumeRolePolicy } from './updateAssumeRolePolicy.ts';

const OPERATIONS: ((context: IamContext) => AnyOperation)[] = [
  attachRolePolicy,
  createPolicy,
  createPolicyVersion,
  createRole,
  deletePolicy,
  deleteRole,
  deleteRolePolicy,
  detachRolePolicy,
  getPolicy,
  getPolicyVersion,
  getRole,
  getRolePolicy,
  listAttachedRolePolicies,
  listPolicies,
  listRolePolicies,
  listRoles,
  putRolePolicy,
  tagRole,
  updateAssumeRolePolicy,
];

/** `parts.authorizer` */
export const createAuthorizer = (cloud: Cloud): PolicyAuthorizer => new PolicyAuthorizer(cloud);

/** Roles and policies. */
export function createIam(cloud: Cloud): Service {
  const context = createContext(cloud);
  return {
    name: 'iam',
    protocols: ['awsQuery'],
    validationError: 'ValidationError',
    operations: Object.fromEntries(OPERATIONS.map((create) => create(context)).map((made) => [made.name, made])),
    close: () => (cloud.parts.authorizer as PolicyAuthorizer | undefined)?.decisions.flush(),
  };
}
