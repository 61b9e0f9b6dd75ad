import type { GetRoleRequest, GetRoleResponse } from '@aws-sdk/client-iam';
import { operation } from '../../service.ts';
import { roleAnswer } from './answer.ts';
import { type IamContext, roleAccess } from './context.ts';

export const getRole = (context: IamContext) =>
  operation<GetRoleRequest, GetRoleResponse>({
    name: 'GetRole',
    accepts: ['RoleName'],
    required: ['RoleName'],
    access: (input) => roleAccess(context, 'GetRole', input.RoleName),
    run: (input) => ({ Role: roleAnswer(context.roles.role(input.RoleName ?? '')) }),
  });
