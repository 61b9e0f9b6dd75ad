import { type Provisioner, physical } from '../provisioner.ts';
import type { ValueMap } from '../template.ts';
import { ignoreMissing } from './ignoreMissing.ts';

export const glueTable: Provisioner = {
  type: 'AWS::Glue::Table',
  properties: ['CatalogId', 'DatabaseName', 'Name', 'TableInput'],
  required: ['CatalogId', 'DatabaseName', 'TableInput'],
  replaceOn: ['CatalogId', 'DatabaseName', 'Name'],
  attributes: [],
  create: async (properties, context) => {
    const TableInput = input(properties, context.newName(255).toLowerCase());
    await context.call('glue', 'CreateTable', { DatabaseName: properties.DatabaseName, TableInput });
    return physical(String(TableInput.Name));
  },
  update: async (known, properties, _previous, { call }) => {
    const TableInput = { ...input(properties, known.physicalId), Name: known.physicalId };
    await call('glue', 'UpdateTable', { DatabaseName: properties.DatabaseName, TableInput });
    return known;
  },
  delete: ({ physicalId }, { DatabaseName }, { call }) =>
    ignoreMissing(call('glue', 'DeleteTable', { DatabaseName, Name: physicalId })),
};

function input(properties: ValueMap, fallback: string): ValueMap {
  const given = (properties.TableInput ?? {}) as ValueMap;
  return { ...given, Name: properties.Name ?? given.Name ?? fallback };
}
