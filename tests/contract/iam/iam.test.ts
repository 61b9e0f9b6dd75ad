import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateQueueCommand, SendMessageCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { zipOf } from '../../../local-aws/cloudformation/zip.ts';
import type { IamUsage } from '../../../local-aws/iam/usage.ts';
import { type Server, startServer } from '../../../local-aws/server.ts';

const ACCOUNT = '111122223333';
const trust = (Principal: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }] });
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

describe('IAM', () => {
  let server: Server;
  let directory: string;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'nightjar-iam-'));
    server = await startServer({ directory, account: ACCOUNT, region: 'eu-west-1' });
  });
  afterAll(async () => {
    await server.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const config = (credentials: object = { accessKeyId: 'root', secretAccessKey: 'root' }) =>
    ({ endpoint: server.endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 }) as never;
  const iam = () => new IAMClient(config());
  const createRole = async (RoleName: string, ...statements: object[]) => {
    const AssumeRolePolicyDocument = trust({ AWS: ACCOUNT });
    await iam().send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    if (statements.length === 0) return;
    const PolicyDocument = policy(...statements);
    await iam().send(new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument }));
  };
  /** Configuration of clients that act as the role. */
  const as = async (role: string) => {
    const RoleArn = `arn:aws:iam::${ACCOUNT}:role/${role}`;
    const { Credentials } = await new STSClient(config()).send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }),
    );
    return config({
      accessKeyId: Credentials?.AccessKeyId,
      secretAccessKey: Credentials?.SecretAccessKey,
      sessionToken: Credentials?.SessionToken,
    });
  };
  const queue = async (QueueName: string) => {
    const { QueueUrl = '' } = await new SQSClient(config()).send(new CreateQueueCommand({ QueueName }));
    return { QueueUrl, arn: `arn:aws:sqs:eu-west-1:${ACCOUNT}:${QueueName}` };
  };
  const usage = async () => (await (await fetch(`${server.endpoint}/_nightjar/iam`)).json()) as IamUsage;

  it('keeps roles and their policies, and gives documents URL-encoded', async () => {
    const statement = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:*:*:a' };
    await createRole('kept', statement);
    const { Policy } = await iam().send(
      new CreatePolicyCommand({ PolicyName: 'shared', PolicyDocument: policy(statement) }),
    );
    const PolicyArn = Policy?.Arn ?? '';
    await iam().send(new AttachRolePolicyCommand({ RoleName: 'kept', PolicyArn }));
    await iam().send(
      new CreatePolicyVersionCommand({
        PolicyArn,
        PolicyDocument: policy({ ...statement, Effect: 'Deny' }),
        SetAsDefault: true,
      }),
    );

    const { Role } = await iam().send(new GetRoleCommand({ RoleName: 'kept' }));
    const { PolicyDocument } = await iam().send(new GetRolePolicyCommand({ RoleName: 'kept', PolicyName: 'own' }));
    const { PolicyVersion } = await iam().send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));
    const { PolicyNames } = await iam().send(new ListRolePoliciesCommand({ RoleName: 'kept' }));
    const { AttachedPolicies } = await iam().send(new ListAttachedRolePoliciesCommand({ RoleName: 'kept' }));
    const { Roles } = await iam().send(new ListRolesCommand({}));

    expect(Role).toMatchObject({ Arn: `arn:aws:iam::${ACCOUNT}:role/kept`, RoleId: expect.stringMatching(/^AROA/) });
    expect(JSON.parse(decodeURIComponent(PolicyDocument ?? '')).Statement).toEqual([statement]);
    expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toContain('"Deny"');
    expect([PolicyNames, AttachedPolicies]).toEqual([['own'], [{ PolicyName: 'shared', PolicyArn }]]);
    expect(Roles?.map(({ RoleName }) => RoleName)).toContain('kept');
    await expect(iam().send(new DeleteRoleCommand({ RoleName: 'kept' }))).rejects.toMatchObject({
      name: 'DeleteConflictException',
    });
  });

  it.each([
    [
      () => new GetRoleCommand({ RoleName: 'nobody' }),
      'NoSuchEntityException',
      'The role with name nobody cannot be found.',
    ],
    [
      () => new CreateRoleCommand({ RoleName: 'x', AssumeRolePolicyDocument: '{' }),
      'MalformedPolicyDocumentException',
      'invalid Json',
    ],
    [
      () => new DeleteRolePolicyCommand({ RoleName: 'kept', PolicyName: 'none' }),
      'NoSuchEntityException',
      'none cannot be found',
    ],
    [
      () => new AttachRolePolicyCommand({ RoleName: 'kept', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }),
      'NoSuchEntityException',
      'does not know the AWS managed policy',
    ],
  ])('refuses a wrong call by name: %#', async (command, name, message) => {
    await expect(iam().send(command() as never)).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
    });
  });

  it("denies a role what no policy allows, in AWS's words, and allows it from the moment it is put", async () => {
    await createRole('sender');
    const { QueueUrl, arn } = await queue('inbox');
    const client = new SQSClient(await as('sender'));
    const send = () => client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
    await expect(send()).rejects.toMatchObject({
      message: `User: arn:aws:sts::${ACCOUNT}:assumed-role/sender/test is not authorized to perform: sqs:SendMessage on resource: ${arn} because no identity-based policy allows the sqs:SendMessage action`,
    });

    const PolicyDocument = policy({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arn });
    await iam().send(new PutRolePolicyCommand({ RoleName: 'sender', PolicyName: 'own', PolicyDocument }));

    await expect(send()).resolves.toMatchObject({ MessageId: expect.any(String) });
  });

  it("asks the resource's policy too: it lets a role in, and its deny wins over the account's root", async () => {
    await createRole('guest');
    const { QueueUrl, arn } = await queue('guarded');
    const statements = [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/guest` },
        Action: 'sqs:SendMessage',
        Resource: arn,
      },
      { Effect: 'Deny', Principal: '*', Action: 'sqs:PurgeQueue', Resource: arn },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'sqs:*',
        Resource: arn,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ];
    const Attributes = { Policy: policy(...statements) };
    await new SQSClient(config()).send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));

    const guest = new SQSClient(await as('guest'));

    await expect(guest.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }))).resolves.toBeDefined();
    const { PurgeQueueCommand } = await import('@aws-sdk/client-sqs');
    await expect(new SQSClient(config()).send(new PurgeQueueCommand({ QueueUrl }))).rejects.toThrow(
      'with an explicit deny in a resource-based policy',
    );
  });

  it('lets a role be passed to a service only where a policy says so, and only to one that the role trusts', async () => {
    const createFunction = { Effect: 'Allow', Action: 'lambda:CreateFunction', Resource: '*' };
    const worker = `arn:aws:iam::${ACCOUNT}:role/worker`;
    await iam().send(
      new CreateRoleCommand({ RoleName: 'worker', AssumeRolePolicyDocument: trust({ Service: 'glue.amazonaws.com' }) }),
    );
    const passTo = (service: string) => ({
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: worker,
      Condition: { StringEquals: { 'iam:PassedToService': service } },
    });
    await createRole('deployer', createFunction, passTo('glue.amazonaws.com'));
    const lambda = new LambdaClient(await as('deployer'));
    const create = () =>
      lambda.send(
        new CreateFunctionCommand({
          FunctionName: 'f',
          Role: worker,
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          Code: { ZipFile: zipOf({ 'index.js': '' }) },
        }),
      );
    await expect(create()).rejects.toThrow(`is not authorized to perform: iam:PassRole on resource: ${worker}`);

    const PolicyDocument = policy(createFunction, passTo('lambda.amazonaws.com'));
    await iam().send(new PutRolePolicyCommand({ RoleName: 'deployer', PolicyName: 'own', PolicyDocument }));

    await expect(create()).rejects.toThrow('The role defined for the function cannot be assumed by Lambda.');
  });

  it('tells what each role used, was denied and never used, and which wildcards say no reason', async () => {
    const { QueueUrl, arn } = await queue('measured');
    await createRole(
      'measured',
      { Sid: 'Send', Effect: 'Allow', Action: ['sqs:SendMessage', 'sqs:DeleteMessage'], Resource: arn },
      { Sid: 'Careless', Effect: 'Allow', Action: 'glue:Get*', Resource: '*' },
      { Sid: 'AnyQueueBecauseNamesAreNotKnownYet', Effect: 'Allow', Action: 'sqs:ListQueues', Resource: '*' },
      { Sid: 'Trace', Effect: 'Allow', Action: 'xray:PutTraceSegments', Resource: '*' },
    );
    const client = new SQSClient(await as('measured'));
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
    const { ReceiveMessageCommand } = await import('@aws-sdk/client-sqs');
    await expect(client.send(new ReceiveMessageCommand({ QueueUrl }))).rejects.toThrow('sqs:ReceiveMessage');

    const { denied, unused, wildcards, roles } = await usage();

    const own = <T extends { role: string }>(list: T[]) => list.filter(({ role }) => role === 'measured');
    expect(own(denied)).toMatchObject([{ action: 'sqs:ReceiveMessage', resources: [arn], count: 1 }]);
    expect(own(unused).map(({ action }) => action)).toEqual([
      'sqs:DeleteMessage',
      'glue:Get*',
      'sqs:ListQueues',
      'xray:PutTraceSegments',
    ]);
    expect(own(wildcards)).toEqual([
      { role: 'measured', statement: 'own/Careless', element: 'Action', value: 'glue:Get*' },
      { role: 'measured', statement: 'own/Careless', element: 'Resource', value: '*' },
    ]);
    expect(own(roles)).toMatchObject([
      {
        calls: 2,
        used: [{ action: 'sqs:SendMessage', statement: 'own/Send', resources: [arn], count: 1 }],
        reasonedWildcards: [
          { statement: 'own/AnyQueueBecauseNamesAreNotKnownYet' },
          { statement: 'own/Trace', reason: 'the service lets these actions name no resource' },
        ],
      },
    ]);
  });
});
