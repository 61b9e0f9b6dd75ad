import { createScope } from '../../../local-aws/cloudformation/evaluation.ts';
import { resolve } from '../../../local-aws/cloudformation/intrinsics.ts';
import { parseTemplate, type Template, type Value } from '../../../local-aws/cloudformation/template.ts';

const PLACEHOLDER = (name: string) => `$\{${name}}`;

function evaluate(value: Value, template: Partial<Template> = {}, parameters: Record<string, string> = {}): Value {
  const whole: Template = { Resources: { Queue: { Type: 'AWS::SQS::Queue' } }, ...template };
  const scope = createScope({
    cloud: { account: '111122223333', region: 'eu-west-1' },
    template: whole,
    stack: { id: 'arn:stack', name: 'night', notificationArns: [] },
    parameters,
    resource: (id) => (id === 'Queue' ? { ref: 'queue-url', attribute: (name) => `queue-${name}` } : undefined),
    importValue: (name) => `imported-${name}`,
  });
  return resolve(value, scope);
}

describe('intrinsic functions', () => {
  it.each<[string, Value, Value]>([
    ['Ref of a pseudo parameter', { Ref: 'AWS::StackName' }, 'night'],
    ['Ref of a resource', { Ref: 'Queue' }, 'queue-url'],
    ['AWS::NoValue in an object', { a: 1, b: { Ref: 'AWS::NoValue' } }, { a: 1 }],
    ['AWS::NoValue in a list', [1, { Ref: 'AWS::NoValue' }, 2], [1, 2]],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'queue-Arn'],
    ['GetAtt as a text', { 'Fn::GetAtt': 'Queue.Nested.Arn' }, 'queue-Nested.Arn'],
    [
      'Sub',
      { 'Fn::Sub': `${PLACEHOLDER('AWS::Region')}-${PLACEHOLDER('Queue')}-${PLACEHOLDER('Queue.Arn')}` },
      'eu-west-1-queue-url-queue-Arn',
    ],
    [
      'Sub with variables',
      { 'Fn::Sub': [`${PLACEHOLDER('x')}/${PLACEHOLDER('Queue')}`, { x: { Ref: 'AWS::Partition' } }] },
      'aws/queue-url',
    ],
    ['Sub with a literal', { 'Fn::Sub': `${PLACEHOLDER('!Literal')}` }, PLACEHOLDER('Literal')],
    [
      'Sub leaves what it puts in alone',
      { 'Fn::Sub': [PLACEHOLDER('x'), { x: PLACEHOLDER('!y') }] },
      PLACEHOLDER('!y'),
    ],
    ['Join', { 'Fn::Join': [':', ['a', { Ref: 'AWS::AccountId' }, 1]] }, 'a:111122223333:1'],
    ['Select and Split', { 'Fn::Select': ['1', { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    ['ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': `x-${PLACEHOLDER('AWS::StackName')}` } }, 'imported-x-night'],
    ['Base64', { 'Fn::Base64': 'night' }, 'bmlnaHQ='],
    ['Cidr', { 'Fn::Cidr': ['10.0.0.0/16', 2, 8] }, ['10.0.0.0/24', '10.0.1.0/24']],
    ['GetAZs', { 'Fn::GetAZs': '' }, ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']],
    ['an object with two members is no function', { Ref: 'Queue', other: 1 }, { Ref: 'Queue', other: 1 }],
  ])('%s', (_title, value, expected) => {
    expect(evaluate(value)).toEqual(expected);
  });

  it('Conditions decide, lazily, what Fn::If takes', () => {
    const template: Partial<Template> = {
      Parameters: { Stage: { Type: 'String' } },
      Conditions: {
        IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
        IsSmall: { 'Fn::Not': [{ Condition: 'IsProd' }] },
        Either: { 'Fn::Or': [{ Condition: 'IsProd' }, { Condition: 'IsSmall' }] },
        Both: { 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'IsSmall' }] },
      },
    };
    const value = (name: string): Value => ({ 'Fn::If': [name, 'yes', 'no'] });
    const answers = ['IsProd', 'IsSmall', 'Either', 'Both'].map((name) =>
      evaluate(value(name), template, { Stage: 'prod' }),
    );
    expect(answers).toEqual(['yes', 'no', 'yes', 'no']);
    const lazy: Value = { 'Fn::If': ['IsProd', 1, { 'Fn::GetAtt': ['Nobody', 'Arn'] }] };
    expect(evaluate(lazy, template, { Stage: 'prod' })).toBe(1);
  });

  it('parameters come as texts, lists are split', () => {
    const template: Partial<Template> = {
      Parameters: {
        Count: { Type: 'Number' },
        Names: { Type: 'CommaDelimitedList' },
        None: { Type: 'CommaDelimitedList' },
      },
    };
    const value: Value = [{ Ref: 'Count' }, { Ref: 'Names' }, { Ref: 'None' }];
    expect(evaluate(value, template, { Count: '3', Names: 'a, b', None: '' })).toEqual(['3', ['a', 'b'], []]);
  });

  it('FindInMap, and its default with the language extensions', () => {
    const Mappings = { Sizes: { prod: { memory: 1024 } } };
    expect(evaluate({ 'Fn::FindInMap': ['Sizes', 'prod', 'memory'] }, { Mappings })).toBe(1024);
    expect(() => evaluate({ 'Fn::FindInMap': ['Sizes', 'dev', 'memory'] }, { Mappings })).toThrow(
      'Unable to get mapping for Sizes::dev::memory',
    );
    const extended = { Mappings, Transform: 'AWS::LanguageExtensions' };
    expect(evaluate({ 'Fn::FindInMap': ['Sizes', 'dev', 'memory', { DefaultValue: 512 }] }, extended)).toBe(512);
    expect(evaluate({ 'Fn::Length': ['a', 'b'] }, extended)).toBe(2);
    expect(evaluate({ 'Fn::ToJsonString': { a: { Ref: 'Queue' } } }, extended)).toBe('{"a":"queue-url"}');
  });

  it.each<[string, Value, string]>([
    ['an unknown function', { 'Fn::Sum': [1] }, 'Fn::Sum is not supported'],
    ['an extension that is not declared', { 'Fn::Length': [1] }, 'needs the transform AWS::LanguageExtensions'],
    ['a macro', { 'Fn::Transform': {} }, 'Fn::Transform is not supported'],
    ['a function beside other members', { 'Fn::Join': ['', []], other: 1 }, 'must be the only member'],
    ['an unknown name', { Ref: 'Nobody' }, 'Unresolved resource dependencies [Nobody]'],
    ['an unknown condition', { 'Fn::If': ['Nobody', 1, 2] }, 'Unresolved condition dependency Nobody'],
    ['an index that is not there', { 'Fn::Select': [5, ['a']] }, 'nonexistent value at index 5'],
    ['a list where a text is needed', { 'Fn::Sub': [1] }, 'Fn::Sub'],
    ['a block that is none', { 'Fn::Cidr': ['10.0.0.0', 1, 8] }, 'IPv4 block'],
    ['too many blocks', { 'Fn::Cidr': ['10.0.0.0/24', 2, 8] }, 'do not fit'],
  ])('refuses %s', (_title, value, message) => {
    expect(() => evaluate(value)).toThrow(
      expect.objectContaining({ code: 'ValidationError', message: expect.stringContaining(message) }),
    );
  });
});

describe('parseTemplate', () => {
  it('reads the short forms of YAML', () => {
    const template = parseTemplate(`
AWSTemplateFormatVersion: 2010-09-09
Conditions:
  Prod: !Not [!Equals [!Ref Stage, dev]]
Resources:
  Job:
    Type: AWS::Glue::Job
    Condition: Prod
    Properties:
      Role: !GetAtt JobRole.Arn
      Name: !Sub "\${AWS::StackName}-job"
      Text: !Join ["-", [!Ref A, !Select [0, !Split [",", "a,b"]]]]
      Size: !If [Prod, 10, !Ref AWS::NoValue]
      Map: !Sub
        - "\${x}"
        - x: !ImportValue Name
`);
    expect(template.AWSTemplateFormatVersion).toBe('2010-09-09');
    expect(template.Conditions).toEqual({ Prod: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] }] } });
    expect(template.Resources.Job?.Properties).toEqual({
      Role: { 'Fn::GetAtt': ['JobRole', 'Arn'] },
      Name: { 'Fn::Sub': `${PLACEHOLDER('AWS::StackName')}-job` },
      Text: { 'Fn::Join': ['-', [{ Ref: 'A' }, { 'Fn::Select': [0, { 'Fn::Split': [',', 'a,b'] }] }]] },
      Size: { 'Fn::If': ['Prod', 10, { Ref: 'AWS::NoValue' }] },
      Map: { 'Fn::Sub': [PLACEHOLDER('x'), { x: { 'Fn::ImportValue': 'Name' } }] },
    });
  });

  it.each([
    ['a resource without a type', '{"Resources":{"A":{}}}', 'must contain a Type member'],
    ['a name with a dash', '{"Resources":{"a-b":{"Type":"AWS::SQS::Queue"}}}', 'non alphanumeric'],
    ['an unknown section', '{"Things":{},"Resources":{"A":{"Type":"AWS::SQS::Queue"}}}', '[Things]'],
    ['an unknown member of a resource', '{"Resources":{"A":{"Type":"AWS::SQS::Queue","Propertys":{}}}}', "'Propertys'"],
    [
      'a creation policy',
      '{"Resources":{"A":{"Type":"AWS::SQS::Queue","CreationPolicy":{}}}}',
      'CreationPolicy of resource A is not supported',
    ],
    [
      'a snapshot policy',
      '{"Resources":{"A":{"Type":"AWS::SQS::Queue","DeletionPolicy":"Snapshot"}}}',
      'Snapshot of resource A is not supported',
    ],
    ['text that is no template', '- a\n- b', 'unsupported structure'],
    ['broken YAML', 'Resources: {', 'Template format error'],
  ])('refuses %s', (_title, text, message) => {
    expect(() => parseTemplate(text)).toThrow(
      expect.objectContaining({ code: 'ValidationError', message: expect.stringContaining(message) }),
    );
  });
});
