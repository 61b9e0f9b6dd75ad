import { type Provisioner, physical, text } from '../provisioner.ts';
import { ignoreMissing } from './ignoreMissing.ts';

export const stateMachineVersion: Provisioner = {
  type: 'AWS::StepFunctions::StateMachineVersion',
  properties: ['StateMachineArn', 'StateMachineRevisionId', 'Description'],
  required: ['StateMachineArn'],
  attributes: ['Arn'],
  create: async (properties, { call }) => {
    const revision = text(properties, 'StateMachineRevisionId');
    const description = text(properties, 'Description');
    const { stateMachineVersionArn = '' } = await call<{ stateMachineVersionArn?: string }>(
      'states',
      'PublishStateMachineVersion',
      {
        stateMachineArn: properties.StateMachineArn,
        ...(revision !== undefined && { revisionId: revision }),
        ...(description !== undefined && { description }),
      },
    );
    return physical(stateMachineVersionArn, { Arn: stateMachineVersionArn });
  },
  delete: ({ physicalId }, _properties, { call }) =>
    ignoreMissing(call('states', 'DeleteStateMachineVersion', { stateMachineVersionArn: physicalId })),
};
