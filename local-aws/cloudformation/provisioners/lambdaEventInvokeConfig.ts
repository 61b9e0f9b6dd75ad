import { type Provisioner, physical, pick } from '../provisioner.ts';
import { ignoreMissing } from './ignoreMissing.ts';

const SETTINGS = ['MaximumRetryAttempts', 'MaximumEventAgeInSeconds', 'DestinationConfig'];

export const lambdaEventInvokeConfig: Provisioner = {
  type: 'AWS::Lambda::EventInvokeConfig',
  properties: ['FunctionName', 'Qualifier', ...SETTINGS],
  required: ['FunctionName', 'Qualifier'],
  replaceOn: ['FunctionName', 'Qualifier'],
  attributes: [],
  create: async (properties, context) => {
    await context.call('lambda', 'PutFunctionEventInvokeConfig', properties);
    return physical(context.newName());
  },
  update: async (known, properties, _previous, { call }) => {
    await call('lambda', 'PutFunctionEventInvokeConfig', properties);
    return known;
  },
  delete: (_known, properties, { call }) =>
    ignoreMissing(call('lambda', 'DeleteFunctionEventInvokeConfig', pick(properties, ['FunctionName', 'Qualifier']))),
};
