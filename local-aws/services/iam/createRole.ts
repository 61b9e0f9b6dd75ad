import type { CreateRoleRequest, CreateRoleResponse } from '@aws-sdk/client-iam';
import { AwsError } from '../../errors.ts';
import { parsePolicy } from '../../iam/policyDocument.ts';
import type { RoleRecord } from '../../iam/roleStore.ts';
import { operation } from '../../service.ts';
import { tagsOf } from '../../tags.ts';
import { roleId } from '../sts/credentials.ts';
import { roleAnswer } from './answer.ts';
import { type IamContext, roleAccess, roleArn } from './context.ts';

export const createRole = (context: IamContext) =>
  operation<CreateRoleRequest, CreateRoleResponse>({
    name: 'CreateRole',
    accepts: ['RoleName', 'AssumeRolePolicyDocument', 'Path', 'Description', 'MaxSessionDuration', 'Tags'],
    inert: ['PermissionsBoundary'],
    required: ['RoleName', 'AssumeRolePolicyDocument'],
    access: (input) => roleAccess(context, 'CreateRole', input.RoleName),
    run: (input) => {
      const name = input.RoleName ?? '';
      if (!/^[\w+=,.@-]{1,64}$/.test(name)) {
        throw new AwsError('ValidationError', `The specified value for roleName is invalid: ${name}`);
      }
      if (context.roles.findRole(name)) {
        throw new AwsError('EntityAlreadyExists', `Role with name ${name} already exists.`, { status: 409 });
      }
      const trustPolicy = input.AssumeRolePolicyDocument ?? '';
      parsePolicy(trustPolicy, 'trust');
      const path = input.Path ?? '/';
      const arn = roleArn(context, path, name);
      const record: RoleRecord = {
        name,
        path,
        arn,
        id: roleId(arn),
        trustPolicy,
        inline: {},
        attached: [],
        ...(input.Description !== undefined && { description: input.Description }),
        maxSessionDuration: input.MaxSessionDuration ?? 3600,
        tags: tagsOf(input.Tags),
        createdAt: context.cloud.clock.now(),
      };
      context.roles.putRole(record);
      return { Role: roleAnswer(record) };
    },
  });
