import { type Provisioner, physical, text } from '../provisioner.ts';
import type { ValueMap } from '../template.ts';
import { ignoreMissing } from './ignoreMissing.ts';

export const glueSecurityConfiguration: Provisioner = {
  type: 'AWS::Glue::SecurityConfiguration',
  properties: ['Name', 'EncryptionConfiguration'],
  required: ['Name', 'EncryptionConfiguration'],
  attributes: [],
  create: async (properties, { call }) => {
    const Name = text(properties, 'Name') ?? '';
    const { S3Encryptions, ...rest } = (properties.EncryptionConfiguration ?? {}) as ValueMap;
    const EncryptionConfiguration = { ...rest, ...(S3Encryptions !== undefined && { S3Encryption: S3Encryptions }) };
    await call('glue', 'CreateSecurityConfiguration', { Name, EncryptionConfiguration });
    return physical(Name);
  },
  delete: ({ physicalId }, _properties, { call }) =>
    ignoreMissing(call('glue', 'DeleteSecurityConfiguration', { Name: physicalId })),
};
