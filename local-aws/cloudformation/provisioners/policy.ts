import { type ProvisionContext, type Provisioner, physical, policyText } from '../provisioner.ts';
import type { ValueMap } from '../template.ts';
import { ignoreMissing } from './ignoreMissing.ts';

/** An inline policy of its own resource, put onto roles. Users and groups are not supported. */
export const policy: Provisioner = {
  type: 'AWS::IAM::Policy',
  properties: ['PolicyName', 'PolicyDocument', 'Roles'],
  required: ['PolicyName', 'PolicyDocument', 'Roles'],
  replaceOn: ['PolicyName'],
  attributes: ['Id'],
  create: async (properties, context) => {
    await put(properties, context);
    const id = context.newName();
    return physical(id, { Id: id });
  },
  update: async (known, properties, previous, context) => {
    const kept = new Set(roles(properties));
    await remove({ ...previous, Roles: roles(previous).filter((name) => !kept.has(name)) }, context);
    await put(properties, context);
    return known;
  },
  delete: (_known, properties, context) => remove(properties, context),
};

const roles = (properties: ValueMap): string[] => ((properties.Roles ?? []) as string[]).map(String);

async function put(properties: ValueMap, { call }: ProvisionContext): Promise<void> {
  const { PolicyName } = properties;
  const PolicyDocument = policyText(properties.PolicyDocument);
  for (const RoleName of roles(properties))
    await call('iam', 'PutRolePolicy', { RoleName, PolicyName, PolicyDocument });
}

async function remove(properties: ValueMap, { call }: ProvisionContext): Promise<void> {
  const { PolicyName } = properties;
  for (const RoleName of roles(properties)) {
    await ignoreMissing(call('iam', 'DeleteRolePolicy', { RoleName, PolicyName }));
  }
}
