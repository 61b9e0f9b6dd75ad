import type { ListRolesRequest, ListRolesResponse } from '@aws-sdk/client-iam';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import { roleAnswer } from './answer.ts';
import type { IamContext } from './context.ts';

export const listRoles = (context: IamContext) =>
  operation<ListRolesRequest, ListRolesResponse>({
    name: 'ListRoles',
    accepts: ['PathPrefix', 'Marker', 'MaxItems'],
    run: (input) => {
      const roles = context.roles.roles().filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
      const { items, nextToken } = page(roles, ({ name }) => name, {
        token: input.Marker,
        limit: input.MaxItems,
        defaultLimit: 100,
        tokenError: 'ValidationError',
      });
      return {
        Roles: items.map(roleAnswer),
        IsTruncated: nextToken !== undefined,
        ...(nextToken && { Marker: nextToken }),
      };
    },
  });
