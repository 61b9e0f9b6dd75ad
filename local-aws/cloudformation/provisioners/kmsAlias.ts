import { type Provisioner, physical, text } from '../provisioner.ts';
import { ignoreMissing } from './ignoreMissing.ts';

export const kmsAlias: Provisioner = {
  type: 'AWS::KMS::Alias',
  properties: ['AliasName', 'TargetKeyId'],
  required: ['AliasName', 'TargetKeyId'],
  replaceOn: ['AliasName'],
  attributes: [],
  create: async (properties, { call }) => {
    await call('kms', 'CreateAlias', properties);
    return physical(text(properties, 'AliasName') ?? '');
  },
  update: async (known, properties, _previous, { call }) => {
    await call('kms', 'UpdateAlias', properties);
    return known;
  },
  delete: ({ physicalId }, _properties, { call }) =>
    ignoreMissing(call('kms', 'DeleteAlias', { AliasName: physicalId })),
};
