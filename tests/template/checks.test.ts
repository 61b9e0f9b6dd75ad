import { checkAlarms } from './checks/alarms.ts';
import { checkDeadLetters } from './checks/deadLetters.ts';
import { checkEncryption } from './checks/encryption.ts';
import { checkIam, reasonedActions } from './checks/iam.ts';
import { checkLogs } from './checks/logs.ts';
import type { Resource, Template } from './checks/template.ts';
import { readSuppressions, suppress } from './suppress.ts';

const template = (Resources: Record<string, Resource>): Template => ({ Resources });
const messages = (findings: { message: string }[]): string[] => findings.map(({ message }) => message);
const role = (statement: object): Template =>
  template({
    Role: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyDocument: { Statement: [statement] } }] } },
  });
const allow = (Action: string | string[], Resource: unknown, more = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

describe('roles', () => {
  test.each([
    ['a wildcard action', allow('s3:*', 'arn:x'), /s3:\*/],
    ['every resource without a reason', allow('s3:GetObject', '*'), /without a reason/],
    ['what is not allowed', { Effect: 'Allow', NotAction: 'iam:*', Resource: 'arn:x' }, /NotAction/],
    ['passing a role to any service', allow('iam:PassRole', 'arn:x'), /not bound to a service/],
    [
      'passing any role',
      allow('iam:PassRole', 'arn:aws:iam::1:role/*', {
        Condition: { StringEquals: { 'iam:PassedToService': 'glue.amazonaws.com' } },
      }),
      /not bound to a role/,
    ],
  ])('may not have %s', (_, statement, message) => {
    expect(messages(checkIam(role(statement), new Set()))).toEqual([expect.stringMatching(message)]);
  });

  test('may have every resource with a reason: in the Sid, or in the yml', () => {
    expect(checkIam(role(allow('xray:PutTraceSegments', '*', { Sid: 'BecauseXRay' })), new Set())).toEqual([]);
    expect(checkIam(role(allow('xray:PutTraceSegments', '*')), new Set(['xray:PutTraceSegments']))).toEqual([]);
  });

  test('a reason in the yml stands right above the resource', () => {
    const yml = '- Effect: Allow\n  Action: [xray:A, xray:B]\n  # X-Ray knows none.\n  Resource: "*"\n';

    expect(reasonedActions(yml)).toEqual(['xray:A', 'xray:B']);
    expect(reasonedActions(yml.replace('  # X-Ray knows none.\n', ''))).toEqual([]);
  });

  test('may not be assumed by anybody', () => {
    const AssumeRolePolicyDocument = { Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }] };

    expect(
      messages(
        checkIam(template({ R: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument } } }), new Set()),
      ),
    ).toEqual(['anybody may assume it']);
  });
});

test('what keeps data is encrypted', () => {
  const bare = template({
    Topic: { Type: 'AWS::SNS::Topic' },
    Table: { Type: 'AWS::DynamoDB::Table' },
    Bucket: { Type: 'AWS::S3::Bucket' },
    Group: { Type: 'AWS::Logs::LogGroup' },
    Key: { Type: 'AWS::KMS::Key' },
    Signing: { Type: 'AWS::KMS::Key', Properties: { KeySpec: 'RSA_3072', KeyUsage: 'SIGN_VERIFY' } },
  });

  expect(checkEncryption(bare).map(({ resource }) => resource)).toEqual([
    'Topic',
    'Group',
    'Table',
    'Key',
    'Bucket',
    'Bucket',
    'Bucket',
  ]);
});

test('log groups end, and every function has one', () => {
  const bare = template({
    Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/aws/lambda/a' } },
    A: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'a' } },
    B: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'b' } },
    Machine: { Type: 'AWS::StepFunctions::StateMachine' },
  });

  expect(checkLogs(bare).map(({ resource }) => resource)).toEqual(['Group', 'B', 'Machine']);
});

describe('what is delivered', () => {
  const target = (more = {}) => ({ Id: 't', Arn: { 'Fn::GetAtt': ['F', 'Arn'] }, ...more });
  const rule = (more = {}): Resource => ({ Type: 'AWS::Events::Rule', Properties: { Targets: [target(more)] } });
  const queue = { Arn: { 'Fn::GetAtt': ['Q', 'Arn'] } };
  const function_: Resource = { Type: 'AWS::Lambda::Function' };

  test('by a rule needs a dead-letter queue, and so does the function that it invokes', () => {
    expect(messages(checkDeadLetters(template({ Rule: rule(), F: function_ })))).toEqual([
      'target t without a dead-letter queue',
      'invoked asynchronously by Rule, without an on-failure destination',
    ]);
    const kept: Resource = {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: 'F' },
        DestinationConfig: { OnFailure: { Destination: queue.Arn } },
      },
    };
    expect(checkDeadLetters(template({ Rule: rule({ DeadLetterConfig: queue }), F: function_, kept }))).toEqual([]);
  });

  test('by a schedule, a subscription or a stream needs one too', () => {
    const bare = template({
      Schedule: { Type: 'AWS::Scheduler::Schedule', Properties: { Target: { Arn: 'arn' } } },
      Subscription: { Type: 'AWS::SNS::Subscription', Properties: { Protocol: 'sqs' } },
      Mail: { Type: 'AWS::SNS::Subscription', Properties: { Protocol: 'email' } },
      Stream: { Type: 'AWS::Kinesis::Stream' },
      Consumer: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: { EventSourceArn: { 'Fn::GetAtt': ['Stream', 'Arn'] } },
      },
    });

    expect(checkDeadLetters(bare).map(({ resource }) => resource)).toEqual(['Schedule', 'Subscription', 'Consumer']);
  });

  test('and could not be, is watched by an alarm that tells somebody', () => {
    const Q: Resource = { Type: 'AWS::SQS::Queue' };
    const parts = { Rule: rule({ DeadLetterConfig: queue }), Q };
    const alarm = (more = {}): Resource => ({
      Type: 'AWS::CloudWatch::Alarm',
      Properties: { Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['Q', 'QueueName'] } }], ...more },
    });

    expect(messages(checkAlarms(template(parts)))).toEqual(['dead letters that no alarm watches']);
    expect(messages(checkAlarms(template({ ...parts, Alarm: alarm() })))).toEqual(['alarm without an action']);
    expect(checkAlarms(template({ ...parts, Alarm: alarm({ AlarmActions: ['arn'] }) }))).toEqual([]);
  });
});

test('a suppression takes what it names, with a reason, and is found out when it takes nothing', () => {
  const list = readSuppressions(
    '- { rule: W1, resource: A.*, reason: it is meant so }\n- { rule: W2, resource: B, reason: it is meant so }',
  );
  const findings = [
    { check: 'lint', resource: 'Abc', message: 'W1 something' },
    { check: 'lint', resource: 'xA', message: 'W1 something' },
  ];

  const { left, unused } = suppress(findings, list);

  expect(left).toEqual([findings[1]]);
  expect(unused.map(({ rule }) => rule)).toEqual(['W2']);
  expect(() => readSuppressions('- { rule: W1, resource: A }')).toThrow();
});
