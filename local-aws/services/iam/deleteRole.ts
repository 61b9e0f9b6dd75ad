import type { DeleteRoleRequest } from '@aws-sdk/client-iam';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { type IamContext, roleAccess } from './context.ts';

export const deleteRole = (context: IamContext) =>
  operation<DeleteRoleRequest, object>({
    name: 'DeleteRole',
    accepts: ['RoleName'],
    required: ['RoleName'],
    access: (input) => roleAccess(context, 'DeleteRole', input.RoleName),
    run: (input) => {
      const role = context.roles.role(input.RoleName ?? '');
      if (role.attached.length > 0) throw conflict('Cannot delete entity, must detach all policies first.');
      if (Object.keys(role.inline).length > 0) throw conflict('Cannot delete entity, must delete policies first.');
      context.roles.deleteRole(role.name);
      return {};
    },
  });

const conflict = (message: string): AwsError => new AwsError('DeleteConflict', message, { status: 409 });
