import type { CollectionTag, ScalarTag } from 'yaml';
import { YAMLMap, YAMLSeq } from 'yaml';

const FUNCTIONS = [
  'And',
  'Base64',
  'Cidr',
  'Equals',
  'FindInMap',
  'GetAtt',
  'GetAZs',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
];

const longName = (name: string): string => (name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`);

function scalar(name: string): ScalarTag {
  return {
    tag: `!${name}`,
    // `!GetAtt Resource.Attribute` stands for a list of two; an attribute's own dots stay.
    resolve: (text) => {
      const dot = text.indexOf('.');
      const value = name === 'GetAtt' && dot > 0 ? [text.slice(0, dot), text.slice(dot + 1)] : text;
      return { [longName(name)]: value };
    },
  };
}

function collection(name: string, kind: 'seq' | 'map'): CollectionTag {
  return {
    tag: `!${name}`,
    collection: kind,
    nodeClass: kind === 'seq' ? YAMLSeq : YAMLMap,
    resolve: (node) => {
      const wrapped = new YAMLMap();
      Reflect.deleteProperty(node, 'tag');
      wrapped.set(longName(name), node);
      return wrapped;
    },
  };
}

/** CloudFormation's short forms of its functions in YAML: `!Ref x` for `{ Ref: x }`, in scalar, list and map form. */
export const SHORT_FORMS = [...FUNCTIONS, 'Ref', 'Condition'].flatMap((name) => [
  scalar(name),
  collection(name, 'seq'),
  collection(name, 'map'),
]);
