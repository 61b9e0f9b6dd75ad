import { INTRINSIC_FUNCTIONS } from '../cloudformation/intrinsics.ts';
import { INERT_TYPES } from '../cloudformation/provisioners/inertTypes.ts';
import { provisioners } from '../cloudformation/provisioners/registry.ts';
import { type Area, names, table } from './area.ts';

/** CloudFormation: resource types with their properties, those without effect, and the functions of a template. */
export const resourceTypes: Area = {
  title: 'CloudFormation templates',
  generate: () => {
    const inert = new Set(INERT_TYPES.map(({ type }) => type));
    const rows = [...provisioners.values()]
      .filter(({ type }) => !inert.has(type))
      .sort((one, other) => (one.type < other.type ? -1 : 1))
      .map(({ type, properties, inert: without = [], replaceOn, update, attributes }) => [
        `\`${type}\``,
        names(properties),
        names(without),
        update ? names(replaceOn ?? []) : 'any property',
        names(attributes),
      ]);
    return [
      'A type or a property that is not listed is refused before anything is made.',
      table(['Type', 'Properties', 'Without effect', 'Replaced when it changes', '`Fn::GetAtt`'], rows),
      '### Types without effect on the laptop',
      'They get an identity, so that what refers to them resolves; their properties are not looked at.',
      table(
        ['Type', 'Because'],
        INERT_TYPES.map(({ type, reason }) => [`\`${type}\``, reason]),
      ),
      '### Functions and sections',
      `Functions: ${names(INTRINSIC_FUNCTIONS)}. ${LIMITS}`,
    ].join('\n\n');
  },
};

const LIMITS = [
  '`Fn::Length`, `Fn::ToJsonString` and the default of `Fn::FindInMap` need `Transform: AWS::LanguageExtensions`; every other transform, macro and',
  '`Fn::Transform` is refused, as are `Rules`, `Hooks`, `CreationPolicy`, `UpdatePolicy`, parameters of the type `AWS::SSM::Parameter::…` and the',
  'deletion policy `Snapshot`. A failed creation ends in `ROLLBACK_COMPLETE`, a failed update in `UPDATE_ROLLBACK_COMPLETE` with the former state',
  'restored. Resources are made as the account’s root: `RoleARN` is taken and has no effect.',
].join('\n');
