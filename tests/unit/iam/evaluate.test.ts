import fc from 'fast-check';
import { compilePolicy } from '../../../local-aws/iam/compilePolicy.ts';
import { evaluate } from '../../../local-aws/iam/evaluate.ts';
import { type ConditionBlock, type PolicyStatement, parsePolicy } from '../../../local-aws/iam/policyDocument.ts';

const ROOT = 'arn:aws:iam::111122223333:root';
const ROLE = 'arn:aws:iam::111122223333:role/night';
const RULES = { accountRoot: ROOT, resourceMustAgree: false };
/** A policy variable. */
const variable = (name: string): string => `$\{${name}}`;
const allow = (Action: string | string[], Resource: string | string[] = '*', rest: Partial<PolicyStatement> = {}) =>
  ({ Effect: 'Allow', Action, Resource, ...rest }) as PolicyStatement;
const deny = (Action: string | string[], Resource: string | string[] = '*', rest: Partial<PolicyStatement> = {}) =>
  ({ ...allow(Action, Resource, rest), Effect: 'Deny' }) as PolicyStatement;

function decide(
  action: string,
  resource: string,
  policies: { identity?: PolicyStatement[]; resource?: PolicyStatement[] },
  context: Record<string, string[]> = {},
  rules = RULES,
) {
  return evaluate(
    { action, resource, context: new Map(Object.entries(context)), principals: [ROLE, ROOT] },
    {
      identity: compilePolicy({ Statement: policies.identity ?? [] }, 'own'),
      resource: policies.resource && compilePolicy({ Statement: policies.resource }, 'resource policy'),
    },
    rules,
  );
}

describe('evaluate', () => {
  it('denies what nothing allows, and says so as AWS does', () => {
    expect(decide('glue:StartJobRun', 'arn:aws:glue:r:a:job/x', { identity: [allow('glue:GetJobRun')] })).toEqual({
      allowed: false,
      reason: 'no identity-based policy allows the glue:StartJobRun action',
    });
  });

  it('names the statement that allows', () => {
    const { allowed, statement } = decide('s3:GetObject', 'arn:aws:s3:::b/runs/1', {
      identity: [allow('s3:PutObject'), allow('s3:Get*', 'arn:aws:s3:::b/runs/*', { Sid: 'ReadRuns' })],
    });
    expect([allowed, statement]).toEqual([true, 'own/ReadRuns']);
  });

  it('lets an explicit deny win wherever it stands', () => {
    const identity = [allow('s3:*')];
    expect(decide('s3:GetObject', 'arn:aws:s3:::b/k', { identity: [...identity, deny('s3:GetObject')] }).reason).toBe(
      'with an explicit deny in an identity-based policy',
    );
    const resource = [deny('s3:*', '*', { Principal: '*' })];
    expect(decide('s3:GetObject', 'arn:aws:s3:::b/k', { identity, resource }).reason).toBe(
      'with an explicit deny in a resource-based policy',
    );
  });

  it('takes the word of a resource policy that names the role, and not of one that names the account', () => {
    const named = (AWS: string) => [allow('sqs:SendMessage', '*', { Principal: { AWS } })];
    expect(decide('sqs:SendMessage', 'q', { resource: named(ROLE) }).allowed).toBe(true);
    expect(decide('sqs:SendMessage', 'q', { resource: named(ROOT) }).allowed).toBe(false);
    expect(decide('sqs:SendMessage', 'q', { resource: named('arn:aws:iam::111122223333:role/other') }).allowed).toBe(
      false,
    );
  });

  it("asks a key's policy too", () => {
    const rules = { ...RULES, resourceMustAgree: true };
    const identity = [allow('kms:Decrypt')];
    const others = [allow('kms:*', '*', { Principal: { AWS: 'arn:aws:iam::111122223333:role/other' } })];
    const account = [allow('kms:*', '*', { Principal: { AWS: '111122223333' } })];
    expect(decide('kms:Decrypt', 'k', { identity, resource: others }, {}, rules).reason).toBe(
      'no resource-based policy allows the kms:Decrypt action',
    );
    expect(decide('kms:Decrypt', 'k', { identity, resource: account }, {}, rules).allowed).toBe(true);
    expect(decide('kms:Decrypt', 'k', { resource: account }, {}, rules).allowed).toBe(false);
  });

  it('understands NotAction, NotResource and NotPrincipal', () => {
    const identity: PolicyStatement[] = [{ Effect: 'Allow', NotAction: 'iam:*', NotResource: 'arn:aws:s3:::audit/*' }];
    expect(decide('s3:GetObject', 'arn:aws:s3:::data/x', { identity }).allowed).toBe(true);
    expect(decide('s3:GetObject', 'arn:aws:s3:::audit/x', { identity }).allowed).toBe(false);
    expect(decide('iam:PassRole', ROLE, { identity }).allowed).toBe(false);
    const resource: PolicyStatement[] = [{ Effect: 'Deny', NotPrincipal: { AWS: ROLE }, Action: '*', Resource: '*' }];
    expect(decide('s3:GetObject', 'arn:aws:s3:::data/x', { identity, resource }).allowed).toBe(true);
  });

  it.each<[string, ConditionBlock, Record<string, string[]>, boolean]>([
    [
      'equal texts',
      { StringEquals: { 'iam:PassedToService': 'glue.amazonaws.com' } },
      { 'iam:passedtoservice': ['glue.amazonaws.com'] },
      true,
    ],
    ['one of several values', { StringEquals: { 'a:b': ['x', 'y'] } }, { 'a:b': ['y'] }, true],
    ['a missing key', { StringEquals: { 'a:b': 'x' } }, {}, false],
    ['a missing key with IfExists', { StringEqualsIfExists: { 'a:b': 'x' } }, {}, true],
    ['a missing key of a negated operator', { StringNotEquals: { 'a:b': 'x' } }, {}, true],
    ['a pattern', { StringLike: { 's3:prefix': 'runs/*' } }, { 's3:prefix': ['runs/2026'] }, true],
    [
      'an ARN by its parts',
      { ArnLike: { 'aws:SourceArn': 'arn:aws:events:*:*:rule/n*' } },
      { 'aws:sourcearn': ['arn:aws:events:r:a:rule/night'] },
      true,
    ],
    [
      'an ARN of another kind',
      { ArnLike: { 'aws:SourceArn': 'arn:aws:events:*:rule/n*' } },
      { 'aws:sourcearn': ['arn:aws:events:r:a:rule/night'] },
      false,
    ],
    ['a boolean', { Bool: { 'aws:SecureTransport': false } }, { 'aws:securetransport': ['true'] }, false],
    ['a number', { NumericLessThanEquals: { 's3:max-keys': '10' } }, { 's3:max-keys': ['9'] }, true],
    [
      'a date',
      { DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } },
      { 'aws:currenttime': ['2026-11-22T03:00:00.000Z'] },
      true,
    ],
    ['an address', { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } }, { 'aws:sourceip': ['127.0.0.1'] }, true],
    ['an address outside', { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, { 'aws:sourceip': ['127.0.0.1'] }, true],
    ['absence', { Null: { 'a:b': 'true' } }, {}, true],
    ['presence', { Null: { 'a:b': true } }, { 'a:b': ['x'] }, false],
    ['all values', { 'ForAllValues:StringEquals': { 'a:b': ['x', 'y'] } }, { 'a:b': ['x', 'z'] }, false],
    ['all of no values', { 'ForAllValues:StringEquals': { 'a:b': ['x'] } }, {}, true],
    ['any value', { 'ForAnyValue:StringEquals': { 'a:b': ['x', 'y'] } }, { 'a:b': ['q', 'y'] }, true],
    ['any of no values', { 'ForAnyValue:StringEquals': { 'a:b': ['x'] } }, {}, false],
    ['every line of a block', { StringEquals: { 'a:b': 'x', 'a:c': 'y' } }, { 'a:b': ['x'], 'a:c': ['n'] }, false],
    [
      'a policy variable',
      { StringEquals: { 'a:b': variable('aws:PrincipalAccount') } },
      { 'a:b': ['1'], 'aws:principalaccount': ['1'] },
      true,
    ],
  ])('asks conditions: %s', (_title, Condition, context, expected) => {
    expect(decide('x:Y', 'r', { identity: [allow('x:Y', '*', { Condition })] }, context).allowed).toBe(expected);
  });

  it('puts policy variables into resources, and matches nothing where one has no value', () => {
    const identity = [allow('s3:GetObject', `arn:aws:s3:::b/${variable('aws:PrincipalTag/team')}/*`)];
    const ask = (context: Record<string, string[]>) =>
      decide('s3:GetObject', 'arn:aws:s3:::b/risk/x', { identity }, context).allowed;
    expect(ask({ 'aws:principaltag/team': ['risk'] })).toBe(true);
    expect(ask({ 'aws:principaltag/team': ['fraud'] })).toBe(false);
    expect(ask({})).toBe(false);
  });

  it('never allows what an explicit deny matches, whatever else is there', () => {
    const action = fc.constantFrom('s3:GetObject', 's3:PutObject', 'glue:StartJobRun');
    const statement = fc.record({
      Action: fc.constantFrom('s3:*', '*', 's3:GetObject', 'glue:*'),
      Resource: fc.constant('*'),
    });
    fc.assert(
      fc.property(action, fc.array(statement), (asked, statements) => {
        const identity = [...statements.map(({ Action, Resource }) => allow(Action, Resource)), deny(asked)];
        return !decide(asked, 'arn:aws:s3:::b/k', { identity }).allowed;
      }),
    );
  });
});

describe('parsePolicy', () => {
  it.each([
    ['no JSON', '{', 'identity', 'invalid Json'],
    ['no statement', '{}', 'identity', 'Statement is missing'],
    [
      'an unknown element',
      '{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Reason":"x"}]}',
      'identity',
      'Reason is no element',
    ],
    [
      'a principal in an identity policy',
      '{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Principal":"*"}]}',
      'identity',
      'should not specify a principal',
    ],
    ['no action', '{"Statement":[{"Effect":"Allow","Resource":"*"}]}', 'identity', 'must contain actions'],
    [
      'an action without a service',
      '{"Statement":[{"Effect":"Allow","Action":"Get","Resource":"*"}]}',
      'identity',
      'prefaced by a vendor',
    ],
    [
      'a resource that is no ARN',
      '{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"bucket"}]}',
      'identity',
      'must be in ARN format',
    ],
    ['no resource', '{"Statement":[{"Effect":"Allow","Action":"s3:*"}]}', 'identity', 'must contain resources'],
    [
      'a resource in a trust policy',
      '{"Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":"*","Resource":"*"}]}',
      'trust',
      'prohibited field Resource',
    ],
    [
      'no principal in a resource policy',
      '{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}',
      'resource',
      'must contain a principal',
    ],
  ] as const)('refuses %s', (_title, text, kind, message) => {
    expect(() => parsePolicy(text, kind)).toThrow(
      expect.objectContaining({ code: 'MalformedPolicyDocument', message: expect.stringContaining(message) }),
    );
  });
});
