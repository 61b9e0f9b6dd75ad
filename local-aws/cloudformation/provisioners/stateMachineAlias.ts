import { type Provisioner, physical, text } from '../provisioner.ts';
import type { ValueMap } from '../template.ts';
import { ignoreMissing } from './ignoreMissing.ts';

export const stateMachineAlias: Provisioner = {
  type: 'AWS::StepFunctions::StateMachineAlias',
  properties: ['Name', 'Description', 'RoutingConfiguration'],
  required: ['RoutingConfiguration'],
  replaceOn: ['Name'],
  nameProperty: 'Name',
  attributes: ['Arn'],
  create: async (properties, context) => {
    const { stateMachineAliasArn = '' } = await context.call<{ stateMachineAliasArn?: string }>(
      'states',
      'CreateStateMachineAlias',
      { name: text(properties, 'Name') ?? context.newName(80), ...settings(properties) },
    );
    return physical(stateMachineAliasArn, { Arn: stateMachineAliasArn });
  },
  update: async (known, properties, _previous, { call }) => {
    await call('states', 'UpdateStateMachineAlias', {
      stateMachineAliasArn: known.physicalId,
      ...settings(properties),
    });
    return known;
  },
  delete: ({ physicalId }, _properties, { call }) =>
    ignoreMissing(call('states', 'DeleteStateMachineAlias', { stateMachineAliasArn: physicalId })),
};

function settings(properties: ValueMap): object {
  const routes = (properties.RoutingConfiguration ?? []) as ValueMap[];
  return {
    routingConfiguration: routes.map(({ StateMachineVersionArn, Weight }) => ({
      stateMachineVersionArn: StateMachineVersionArn,
      weight: Weight,
    })),
    ...(properties.Description !== undefined && { description: properties.Description }),
  };
}
