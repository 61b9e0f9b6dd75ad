import { type Provisioner, physical } from '../provisioner.ts';
import type { ValueMap } from '../template.ts';
import { ignoreMissing } from './ignoreMissing.ts';

export const glueDatabase: Provisioner = {
  type: 'AWS::Glue::Database',
  properties: ['CatalogId', 'DatabaseInput', 'DatabaseName'],
  required: ['CatalogId', 'DatabaseInput'],
  replaceOn: ['CatalogId', 'DatabaseName'],
  attributes: [],
  create: async (properties, context) => {
    const DatabaseInput = input(properties, context.newName(255).toLowerCase());
    await context.call('glue', 'CreateDatabase', { DatabaseInput });
    return physical(String(DatabaseInput.Name));
  },
  update: async (known, properties, _previous, { call }) => {
    const Name = known.physicalId;
    await call('glue', 'UpdateDatabase', { Name, DatabaseInput: { ...input(properties, Name), Name } });
    return known;
  },
  delete: ({ physicalId }, _properties, { call }) =>
    ignoreMissing(call('glue', 'DeleteDatabase', { Name: physicalId })),
};

function input(properties: ValueMap, fallback: string): ValueMap {
  const given = (properties.DatabaseInput ?? {}) as ValueMap;
  return { ...given, Name: properties.DatabaseName ?? given.Name ?? fallback };
}
