import { type Provisioner, physical, pick } from '../provisioner.ts';
import { ignoreMissing } from './ignoreMissing.ts';

export const lambdaAlias: Provisioner = {
  type: 'AWS::Lambda::Alias',
  properties: ['FunctionName', 'Name', 'FunctionVersion', 'Description'],
  required: ['FunctionName', 'Name', 'FunctionVersion'],
  replaceOn: ['FunctionName', 'Name'],
  attributes: ['AliasArn'],
  create: async (properties, { call }) => {
    const { AliasArn = '' } = await call<{ AliasArn?: string }>('lambda', 'CreateAlias', properties);
    return physical(AliasArn, { AliasArn });
  },
  update: async (known, properties, _previous, { call }) => {
    await call('lambda', 'UpdateAlias', properties);
    return known;
  },
  delete: (_known, properties, { call }) =>
    ignoreMissing(call('lambda', 'DeleteAlias', pick(properties, ['FunctionName', 'Name']))),
};
