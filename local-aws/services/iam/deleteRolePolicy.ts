import type { DeleteRolePolicyRequest } from '@aws-sdk/client-iam';
import { noSuchEntity } from '../../iam/roleStore.ts';
import { operation } from '../../service.ts';
import { type IamContext, roleAccess } from './context.ts';

export const deleteRolePolicy = (context: IamContext) =>
  operation<DeleteRolePolicyRequest, object>({
    name: 'DeleteRolePolicy',
    accepts: ['RoleName', 'PolicyName'],
    required: ['RoleName', 'PolicyName'],
    access: (input) => roleAccess(context, 'DeleteRolePolicy', input.RoleName),
    run: (input) => {
      const { RoleName = '', PolicyName = '' } = input;
      const role = context.roles.role(RoleName);
      const { [PolicyName]: removed, ...inline } = role.inline;
      if (removed === undefined) throw noSuchEntity(`The role policy with name ${PolicyName} cannot be found.`);
      context.roles.putRole({ ...role, inline });
      return {};
    },
  });
