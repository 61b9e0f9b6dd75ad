import type { GetRolePolicyRequest, GetRolePolicyResponse } from '@aws-sdk/client-iam';
import { noSuchEntity } from '../../iam/roleStore.ts';
import { operation } from '../../service.ts';
import { type IamContext, roleAccess } from './context.ts';

export const getRolePolicy = (context: IamContext) =>
  operation<GetRolePolicyRequest, GetRolePolicyResponse>({
    name: 'GetRolePolicy',
    accepts: ['RoleName', 'PolicyName'],
    required: ['RoleName', 'PolicyName'],
    access: (input) => roleAccess(context, 'GetRolePolicy', input.RoleName),
    run: (input) => {
      const { RoleName = '', PolicyName = '' } = input;
      const document = context.roles.role(RoleName).inline[PolicyName];
      if (document === undefined) throw noSuchEntity(`The role policy with name ${PolicyName} cannot be found.`);
      return { RoleName, PolicyName, PolicyDocument: encodeURIComponent(document) };
    },
  });
