import { type ProvisionContext, type Provisioner, physical, pick, policyText } from '../provisioner.ts';
import type { ValueMap } from '../template.ts';
import { ignoreMissing } from './ignoreMissing.ts';

const CREATION = ['Description', 'KeySpec', 'KeyUsage', 'MultiRegion', 'Origin', 'BypassPolicyLockoutSafetyCheck'];

export const kmsKey: Provisioner = {
  type: 'AWS::KMS::Key',
  properties: [
    'KeyPolicy',
    'Enabled',
    'EnableKeyRotation',
    'PendingWindowInDays',
    'RotationPeriodInDays',
    ...CREATION,
    'Tags',
  ],
  replaceOn: ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'],
  attributes: ['Arn', 'KeyId'],
  create: async (properties, context) => {
    const tags = Object.entries({ ...context.stackTags, ...tagsOf(properties) });
    const { KeyMetadata } = await context.call<{ KeyMetadata?: { Arn?: string; KeyId?: string } }>('kms', 'CreateKey', {
      ...pick(properties, CREATION),
      ...(properties.KeyPolicy !== undefined && { Policy: policyText(properties.KeyPolicy) }),
      ...(tags.length > 0 && { Tags: tags.map(([TagKey, TagValue]) => ({ TagKey, TagValue })) }),
    });
    const { Arn = '', KeyId = '' } = KeyMetadata ?? {};
    const made = context.made(physical(KeyId, { Arn, KeyId }));
    await putSettings(KeyId, properties, { Enabled: true, EnableKeyRotation: false }, context);
    return made;
  },
  update: async (known, properties, previous, context) => {
    const KeyId = known.physicalId;
    if (JSON.stringify(properties.KeyPolicy) !== JSON.stringify(previous.KeyPolicy)) {
      await context.call('kms', 'PutKeyPolicy', {
        KeyId,
        PolicyName: 'default',
        Policy: policyText(properties.KeyPolicy),
      });
    }
    if (properties.Description !== previous.Description) {
      await context.call('kms', 'UpdateKeyDescription', { KeyId, Description: properties.Description ?? '' });
    }
    await putSettings(KeyId, properties, previous, context);
    return known;
  },
  delete: ({ physicalId: KeyId }, { PendingWindowInDays }, { call }) =>
    ignoreMissing(
      call('kms', 'ScheduleKeyDeletion', { KeyId, ...(PendingWindowInDays !== undefined && { PendingWindowInDays }) }),
    ),
};

const tagsOf = (properties: ValueMap): Record<string, string> =>
  Object.fromEntries(((properties.Tags ?? []) as ValueMap[]).map(({ Key, Value }) => [String(Key), String(Value)]));

const isOn = (value: unknown, fallback: boolean): boolean =>
  value === undefined ? fallback : String(value) === 'true';

async function putSettings(KeyId: string, properties: ValueMap, previous: ValueMap, { call }: ProvisionContext) {
  const rotation = isOn(properties.EnableKeyRotation, false);
  const { RotationPeriodInDays } = properties;
  if (rotation !== isOn(previous.EnableKeyRotation, false) || RotationPeriodInDays !== previous.RotationPeriodInDays) {
    if (rotation) await call('kms', 'EnableKeyRotation', { KeyId, ...pick(properties, ['RotationPeriodInDays']) });
    else await call('kms', 'DisableKeyRotation', { KeyId });
  }
  const enabled = isOn(properties.Enabled, true);
  if (enabled !== isOn(previous.Enabled, true)) await call('kms', enabled ? 'EnableKey' : 'DisableKey', { KeyId });
}
