import { type Provisioner, physical, pick } from '../provisioner.ts';
import { ignoreMissing } from './ignoreMissing.ts';

export const lambdaPermission: Provisioner = {
  type: 'AWS::Lambda::Permission',
  properties: ['FunctionName', 'Action', 'Principal', 'SourceArn', 'SourceAccount'],
  required: ['FunctionName', 'Action', 'Principal'],
  attributes: ['Id'],
  create: async (properties, context) => {
    const StatementId = context.newName(100);
    await context.call('lambda', 'AddPermission', { ...properties, StatementId });
    return physical(StatementId, { Id: StatementId });
  },
  delete: ({ physicalId }, properties, { call }) =>
    ignoreMissing(
      call('lambda', 'RemovePermission', { ...pick(properties, ['FunctionName']), StatementId: physicalId }),
    ),
};
