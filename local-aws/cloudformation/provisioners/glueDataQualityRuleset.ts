import { type Provisioner, physical, pick, tagMap, text } from '../provisioner.ts';
import { ignoreMissing } from './ignoreMissing.ts';

const SETTINGS = ['Description', 'Ruleset'];

export const glueDataQualityRuleset: Provisioner = {
  type: 'AWS::Glue::DataQualityRuleset',
  properties: ['Name', 'TargetTable', 'ClientToken', ...SETTINGS, 'Tags'],
  required: ['Ruleset'],
  replaceOn: ['Name', 'TargetTable'],
  nameProperty: 'Name',
  attributes: [],
  create: async (properties, context) => {
    const Name = text(properties, 'Name') ?? context.newName(255);
    const Tags = tagMap(properties, context);
    await context.call('glue', 'CreateDataQualityRuleset', {
      Name,
      ...pick(properties, ['TargetTable', 'ClientToken', ...SETTINGS]),
      ...(Object.keys(Tags).length > 0 && { Tags }),
    });
    return physical(Name);
  },
  update: async (known, properties, _previous, { call }) => {
    await call('glue', 'UpdateDataQualityRuleset', { Name: known.physicalId, ...pick(properties, SETTINGS) });
    return known;
  },
  delete: ({ physicalId }, _properties, { call }) =>
    ignoreMissing(call('glue', 'DeleteDataQualityRuleset', { Name: physicalId })),
};
