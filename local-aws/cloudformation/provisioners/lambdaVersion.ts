import { type Provisioner, physical, pick } from '../provisioner.ts';
import { ignoreMissing } from './ignoreMissing.ts';

export const lambdaVersion: Provisioner = {
  type: 'AWS::Lambda::Version',
  properties: ['FunctionName', 'Description', 'CodeSha256'],
  required: ['FunctionName'],
  attributes: ['Version', 'FunctionArn'],
  create: async (properties, { call }) => {
    const answer = await call<{ Version?: string; FunctionArn?: string }>(
      'lambda',
      'PublishVersion',
      pick(properties, ['FunctionName', 'Description', 'CodeSha256']),
    );
    const { Version = '', FunctionArn = '' } = answer;
    return physical(FunctionArn, { Version, FunctionArn });
  },
  delete: ({ physicalId }, _properties, { call }) => {
    const Qualifier = physicalId.split(':').at(-1);
    const FunctionName = physicalId.split(':').slice(0, -1).join(':');
    return ignoreMissing(call('lambda', 'DeleteFunction', { FunctionName, Qualifier }));
  },
};
