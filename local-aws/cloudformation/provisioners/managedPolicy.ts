import { type ProvisionContext, type Provisioner, physical, pick, policyText, text } from '../provisioner.ts';
import type { ValueMap } from '../template.ts';
import { ignoreMissing } from './ignoreMissing.ts';

/** A customer managed policy, attached to roles. Users and groups are not supported. */
export const managedPolicy: Provisioner = {
  type: 'AWS::IAM::ManagedPolicy',
  properties: ['ManagedPolicyName', 'Path', 'PolicyDocument', 'Roles'],
  inert: ['Description'],
  required: ['PolicyDocument'],
  replaceOn: ['ManagedPolicyName', 'Path'],
  nameProperty: 'ManagedPolicyName',
  attributes: ['PolicyArn', 'PolicyId'],
  create: async (properties, context) => {
    const PolicyName = text(properties, 'ManagedPolicyName') ?? context.newName(128);
    const { Policy } = await context.call<{ Policy?: { Arn?: string; PolicyId?: string } }>('iam', 'CreatePolicy', {
      PolicyName,
      PolicyDocument: policyText(properties.PolicyDocument),
      ...pick(properties, ['Path', 'Description']),
    });
    const PolicyArn = Policy?.Arn ?? '';
    const made = context.made(physical(PolicyArn, { PolicyArn, PolicyId: Policy?.PolicyId ?? '' }));
    await attach(PolicyArn, roles(properties), context);
    return made;
  },
  update: async (known, properties, previous, context) => {
    const PolicyArn = known.physicalId;
    if (JSON.stringify(properties.PolicyDocument) !== JSON.stringify(previous.PolicyDocument)) {
      const PolicyDocument = policyText(properties.PolicyDocument);
      await context.call('iam', 'CreatePolicyVersion', { PolicyArn, PolicyDocument, SetAsDefault: true });
    }
    const [next, old] = [roles(properties), roles(previous)];
    await detach(
      PolicyArn,
      old.filter((name) => !next.includes(name)),
      context,
    );
    await attach(
      PolicyArn,
      next.filter((name) => !old.includes(name)),
      context,
    );
    return known;
  },
  delete: async ({ physicalId: PolicyArn }, properties, context) => {
    await detach(PolicyArn, roles(properties), context);
    await ignoreMissing(context.call('iam', 'DeletePolicy', { PolicyArn }));
  },
};

const roles = (properties: ValueMap): string[] => ((properties.Roles ?? []) as string[]).map(String);

async function attach(PolicyArn: string, names: string[], { call }: ProvisionContext): Promise<void> {
  for (const RoleName of names) await call('iam', 'AttachRolePolicy', { RoleName, PolicyArn });
}

async function detach(PolicyArn: string, names: string[], { call }: ProvisionContext): Promise<void> {
  for (const RoleName of names) await ignoreMissing(call('iam', 'DetachRolePolicy', { RoleName, PolicyArn }));
}
