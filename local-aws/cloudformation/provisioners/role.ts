import { type ProvisionContext, type Provisioner, physical, pick, policyText, tagList, text } from '../provisioner.ts';
import type { ValueMap } from '../template.ts';
import { ignoreMissing } from './ignoreMissing.ts';

export const role: Provisioner = {
  type: 'AWS::IAM::Role',
  properties: ['RoleName', 'Path', 'AssumeRolePolicyDocument', 'Policies', 'ManagedPolicyArns', 'Tags'],
  inert: ['Description', 'MaxSessionDuration', 'PermissionsBoundary'],
  required: ['AssumeRolePolicyDocument'],
  replaceOn: ['RoleName', 'Path'],
  nameProperty: 'RoleName',
  attributes: ['Arn', 'RoleId'],
  create: async (properties, context) => {
    const RoleName = text(properties, 'RoleName') ?? context.newName(64);
    const Tags = tagList(properties, context);
    const { Role } = await context.call<{ Role?: { Arn?: string; RoleId?: string } }>('iam', 'CreateRole', {
      RoleName,
      AssumeRolePolicyDocument: policyText(properties.AssumeRolePolicyDocument),
      ...pick(properties, ['Path', 'Description', 'MaxSessionDuration', 'PermissionsBoundary']),
      ...(Tags.length > 0 && { Tags }),
    });
    const made = context.made(physical(RoleName, { Arn: Role?.Arn ?? '', RoleId: Role?.RoleId ?? '' }));
    await putPolicies(RoleName, properties, {}, context);
    return made;
  },
  update: async (known, properties, previous, context) => {
    const RoleName = known.physicalId;
    if (JSON.stringify(properties.AssumeRolePolicyDocument) !== JSON.stringify(previous.AssumeRolePolicyDocument)) {
      const PolicyDocument = policyText(properties.AssumeRolePolicyDocument);
      await context.call('iam', 'UpdateAssumeRolePolicy', { RoleName, PolicyDocument });
    }
    await putPolicies(RoleName, properties, previous, context);
    return known;
  },
  delete: async ({ physicalId: RoleName }, properties, { call }) => {
    for (const PolicyName of inlinePolicies(properties).keys()) {
      await ignoreMissing(call('iam', 'DeleteRolePolicy', { RoleName, PolicyName }));
    }
    for (const PolicyArn of managed(properties)) {
      await ignoreMissing(call('iam', 'DetachRolePolicy', { RoleName, PolicyArn }));
    }
    await ignoreMissing(call('iam', 'DeleteRole', { RoleName }));
  },
};

const managed = (properties: ValueMap): string[] => ((properties.ManagedPolicyArns ?? []) as string[]).map(String);

const inlinePolicies = (properties: ValueMap): Map<string, string> =>
  new Map(
    ((properties.Policies ?? []) as ValueMap[]).map(({ PolicyName, PolicyDocument }) => [
      String(PolicyName),
      policyText(PolicyDocument),
    ]),
  );

async function putPolicies(RoleName: string, properties: ValueMap, previous: ValueMap, { call }: ProvisionContext) {
  const [next, old] = [inlinePolicies(properties), inlinePolicies(previous)];
  for (const PolicyName of old.keys()) {
    if (!next.has(PolicyName)) await call('iam', 'DeleteRolePolicy', { RoleName, PolicyName });
  }
  for (const [PolicyName, PolicyDocument] of next) {
    if (old.get(PolicyName) !== PolicyDocument)
      await call('iam', 'PutRolePolicy', { RoleName, PolicyName, PolicyDocument });
  }
  const [attached, former] = [managed(properties), managed(previous)];
  for (const PolicyArn of former.filter((arn) => !attached.includes(arn))) {
    await call('iam', 'DetachRolePolicy', { RoleName, PolicyArn });
  }
  for (const PolicyArn of attached.filter((arn) => !former.includes(arn))) {
    await call('iam', 'AttachRolePolicy', { RoleName, PolicyArn });
  }
}
