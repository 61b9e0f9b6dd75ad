import { type ProvisionContext, type Provisioner, physical, tagList, text } from '../provisioner.ts';
import type { Value, ValueMap } from '../template.ts';
import { ignoreMissing } from './ignoreMissing.ts';

export const stateMachine: Provisioner = {
  type: 'AWS::StepFunctions::StateMachine',
  properties: [
    'StateMachineName',
    'StateMachineType',
    'RoleArn',
    'Definition',
    'DefinitionString',
    'DefinitionS3Location',
    'DefinitionSubstitutions',
    'LoggingConfiguration',
    'TracingConfiguration',
    'EncryptionConfiguration',
    'Tags',
  ],
  required: ['RoleArn'],
  replaceOn: ['StateMachineName', 'StateMachineType'],
  nameProperty: 'StateMachineName',
  attributes: ['Arn', 'Name', 'StateMachineRevisionId'],
  create: async (properties, context) => {
    const name = text(properties, 'StateMachineName') ?? context.newName(80);
    const tags = tagList(properties, context).map(({ Key: key, Value: value }) => ({ key, value }));
    const { stateMachineArn = '' } = await context.call<{ stateMachineArn?: string }>('states', 'CreateStateMachine', {
      name,
      ...(properties.StateMachineType !== undefined && { type: properties.StateMachineType }),
      ...(await settings(properties, context)),
      ...(tags.length > 0 && { tags }),
    });
    return physical(stateMachineArn, { Arn: stateMachineArn, Name: name, StateMachineRevisionId: 'INITIAL' });
  },
  update: async (known, properties, _previous, context) => {
    const { revisionId } = await context.call<{ revisionId?: string }>('states', 'UpdateStateMachine', {
      stateMachineArn: known.physicalId,
      ...(await settings(properties, context)),
    });
    return { ...known, attributes: { ...known.attributes, StateMachineRevisionId: revisionId ?? 'INITIAL' } };
  },
  delete: ({ physicalId }, _properties, { call }) =>
    ignoreMissing(call('states', 'DeleteStateMachine', { stateMachineArn: physicalId })),
};

async function settings(properties: ValueMap, context: ProvisionContext): Promise<object> {
  const { LoggingConfiguration, TracingConfiguration, EncryptionConfiguration } = properties;
  return {
    roleArn: properties.RoleArn,
    definition: await definition(properties, context),
    ...(LoggingConfiguration !== undefined && { loggingConfiguration: camelCase(LoggingConfiguration) }),
    ...(TracingConfiguration !== undefined && { tracingConfiguration: camelCase(TracingConfiguration) }),
    ...(EncryptionConfiguration !== undefined && { encryptionConfiguration: camelCase(EncryptionConfiguration) }),
  };
}

async function definition(properties: ValueMap, context: ProvisionContext): Promise<string> {
  const { Definition, DefinitionString, DefinitionS3Location, DefinitionSubstitutions } = properties;
  const given = DefinitionString ?? (Definition === undefined ? undefined : JSON.stringify(Definition));
  const source =
    given === undefined ? await fromS3(DefinitionS3Location as ValueMap | undefined, context) : String(given);
  const values = (DefinitionSubstitutions ?? {}) as ValueMap;
  return source.replaceAll(/\$\{([\w-]+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : String(value);
  });
}

async function fromS3(location: ValueMap | undefined, { cloud }: ProvisionContext): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  const object = location && cloud.parts.objects.head(String(location.Bucket), String(location.Key));
  if (!object) {
    throw new Error('One of DefinitionString, Definition and DefinitionS3Location (an object that exists) is needed');
  }
  return readFile(object.path, 'utf8');
}

/** Step Functions' API writes the same members with a small letter. */
function camelCase(value: Value): Value {
  if (Array.isArray(value)) return value.map(camelCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name.charAt(0).toLowerCase() + name.slice(1), camelCase(member)]),
  );
}
