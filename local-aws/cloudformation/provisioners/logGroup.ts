import { type ProvisionContext, type Provisioner, physical, tagMap, text } from '../provisioner.ts';
import type { ValueMap } from '../template.ts';
import { ignoreMissing } from './ignoreMissing.ts';

export const logGroup: Provisioner = {
  type: 'AWS::Logs::LogGroup',
  properties: ['LogGroupName', 'RetentionInDays', 'KmsKeyId', 'Tags'],
  inert: ['LogGroupClass', 'DataProtectionPolicy', 'DeletionProtectionEnabled'],
  replaceOn: ['LogGroupName'],
  nameProperty: 'LogGroupName',
  attributes: ['Arn'],
  create: async (properties, context) => {
    const logGroupName = text(properties, 'LogGroupName') ?? context.newName(512);
    const tags = tagMap(properties, context);
    await context.call('logs', 'CreateLogGroup', {
      logGroupName,
      ...(properties.KmsKeyId !== undefined && { kmsKeyId: properties.KmsKeyId }),
      ...(Object.keys(tags).length > 0 && { tags }),
    });
    const made = context.made(
      physical(logGroupName, { Arn: context.cloud.arn('logs', `log-group:${logGroupName}:*`) }),
    );
    await retain(logGroupName, properties, {}, context);
    return made;
  },
  update: async (known, properties, previous, context) => {
    await retain(known.physicalId, properties, previous, context);
    if (properties.KmsKeyId !== previous.KmsKeyId) {
      const logGroupName = known.physicalId;
      if (properties.KmsKeyId === undefined) await context.call('logs', 'DisassociateKmsKey', { logGroupName });
      else await context.call('logs', 'AssociateKmsKey', { logGroupName, kmsKeyId: properties.KmsKeyId });
    }
    return known;
  },
  delete: ({ physicalId }, _properties, { call }) =>
    ignoreMissing(call('logs', 'DeleteLogGroup', { logGroupName: physicalId })),
};

async function retain(logGroupName: string, properties: ValueMap, previous: ValueMap, { call }: ProvisionContext) {
  const { RetentionInDays: retentionInDays } = properties;
  if (retentionInDays === previous.RetentionInDays) return;
  if (retentionInDays === undefined) await call('logs', 'DeleteRetentionPolicy', { logGroupName });
  else await call('logs', 'PutRetentionPolicy', { logGroupName, retentionInDays });
}
