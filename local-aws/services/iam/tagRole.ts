import type { TagRoleRequest } from '@aws-sdk/client-iam';
import { operation } from '../../service.ts';
import { tagsOf } from '../../tags.ts';
import { type IamContext, roleAccess } from './context.ts';

export const tagRole = (context: IamContext) =>
  operation<TagRoleRequest, object>({
    name: 'TagRole',
    accepts: ['RoleName', 'Tags'],
    required: ['RoleName', 'Tags'],
    access: (input) => roleAccess(context, 'TagRole', input.RoleName),
    run: (input) => {
      const role = context.roles.role(input.RoleName ?? '');
      context.roles.putRole({ ...role, tags: { ...role.tags, ...tagsOf(input.Tags) } });
      return {};
    },
  });
