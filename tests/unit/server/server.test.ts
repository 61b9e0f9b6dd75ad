import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import {
  GetSecurityConfigurationCommand,
  GetTablesCommand,
  GlueClient,
  StartJobRunCommand,
} from '@aws-sdk/client-glue';
import { KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { MovableClock } from '../../../local-aws/clock.ts';
import type { Cloud } from '../../../local-aws/cloud.ts';
import { AwsError } from '../../../local-aws/errors.ts';
import { type Server, startServer } from '../../../local-aws/server.ts';
import type { AnyOperation, ProtocolName, Service } from '../../../local-aws/service.ts';
import { createCredentials } from '../../../local-aws/services/sts/index.ts';

/** Requests that arrived, as operations see them. */
const arrived: Record<string, unknown>[] = [];
const echo = (name: string, answer: object, more: Partial<AnyOperation> = {}): AnyOperation => ({
  name,
  accepts: [],
  ...more,
  run: (input: Record<string, unknown>) => {
    arrived.push(input);
    return answer;
  },
});
const failing = (name: string, error: Error, accepts: string[]): AnyOperation => ({
  name,
  accepts,
  run: () => {
    throw error;
  },
});
const service = (name: string, protocols: ProtocolName[], operations: AnyOperation[]): Service => ({
  name,
  protocols,
  validationError: 'ValidationException',
  operations: Object.fromEntries(operations.map((each) => [each.name, each])),
});

const created = new Date('2026-11-22T01:02:03.456Z');
const services = [
  service(
    'glue',
    ['awsJson1.1'],
    [
      echo(
        'StartJobRun',
        { JobRunId: 'jr_1' },
        { accepts: ['JobName', 'Arguments'], inert: ['MaxCapacity'], required: ['JobName'] },
      ),
      echo(
        'GetTables',
        { TableList: [{ Name: 't', CreateTime: created, internal: 'not told' }] },
        { accepts: ['DatabaseName'] },
      ),
    ],
  ),
  service(
    'kinesis',
    ['awsJson1.1'],
    [echo('PutRecord', { ShardId: 's', SequenceNumber: '1' }, { accepts: ['StreamName', 'Data', 'PartitionKey'] })],
  ),
  service(
    'lambda',
    ['restJson'],
    [
      echo(
        'Invoke',
        { StatusCode: 202, Payload: Buffer.from('{"a":1}'), FunctionError: 'Unhandled' },
        { accepts: ['FunctionName', 'Payload', 'InvocationType'] },
      ),
    ],
  ),
  service(
    'sns',
    ['awsQuery'],
    [echo('Publish', { MessageId: 'm<&>' }, { accepts: ['TopicArn', 'Message', 'MessageAttributes'] })],
  ),
  service(
    'sqs',
    ['awsJson1.0', 'awsQuery'],
    [failing('GetQueueUrl', new AwsError('QueueDoesNotExist', 'No such queue'), ['QueueName'])],
  ),
  service('cloudwatch', ['awsJson1.0', 'awsQuery'], [failing('DescribeAlarms', new Error('a bug'), [])]),
  service(
    'cloudformation',
    ['awsQuery'],
    [failing('DescribeStacks', new AwsError('ValidationError', 'Stack with id <none> does not exist'), ['StackName'])],
  ),
];

let server: Server;
const directory = mkdtempSync(join(tmpdir(), 'nightjar-server-'));
const registrations = services.map((each, index) => ({
  create: () => each,
  ...(index === 0 && { parts: (cloud: Cloud) => ({ credentials: createCredentials(cloud) }) }),
}));
let config: {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  maxAttempts: number;
};
beforeAll(async () => {
  // Keys that the server knows: every signature of these tests is checked.
  server = await startServer({
    directory,
    services: registrations,
    credentials: { key: 'secret' },
    clock: new MovableClock(),
    allowReset: true,
  });
  config = {
    endpoint: server.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
    maxAttempts: 1,
  };
});
afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true });
});
beforeEach(() => {
  arrived.length = 0;
});

const glue = () => new GlueClient(config);

describe('each protocol carries requests and answers', () => {
  test('awsJson: timestamps are dates, what the API has not is not told', async () => {
    const { TableList } = await glue().send(new GetTablesCommand({ DatabaseName: 'd' }));
    expect(TableList).toEqual([{ Name: 't', CreateTime: created }]);
    expect(arrived).toEqual([{ DatabaseName: 'd' }]);
  });

  test('awsJson over HTTP/2 on the same port: blobs are bytes', async () => {
    const client = new KinesisClient(config);
    await client.send(new PutRecordCommand({ StreamName: 's', PartitionKey: 'p', Data: Buffer.from([0, 255]) }));
    client.destroy();
    expect(arrived).toEqual([{ StreamName: 's', PartitionKey: 'p', Data: new Uint8Array([0, 255]) }]);
  });

  test('restJson: path, headers, payload and status', async () => {
    const client = new LambdaClient(config);
    const FunctionName = 'arn:aws:lambda:us-east-1:000000000000:function:train';
    const answer = await client.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: '{"x":1}' }));
    expect(answer).toMatchObject({ StatusCode: 202, FunctionError: 'Unhandled' });
    expect(answer.Payload?.transformToString()).toBe('{"a":1}');
    expect(arrived).toEqual([
      { FunctionName, InvocationType: 'Event', Payload: new Uint8Array(Buffer.from('{"x":1}')) },
    ]);
  });

  test('awsQuery: maps and blobs in, XML out', async () => {
    const MessageAttributes = {
      kind: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2]) },
      other: { DataType: 'String', StringValue: 'é&' },
    };
    const answer = await new SNSClient(config).send(
      new PublishCommand({ TopicArn: 't', Message: 'a=b&c\n', MessageAttributes }),
    );
    expect(answer.MessageId).toBe('m<&>');
    expect(arrived).toEqual([{ TopicArn: 't', Message: 'a=b&c\n', MessageAttributes }]);
  });
});

describe('errors have each protocol’s own form', () => {
  test('the old code of a query service is in the header that its JSON clients look at', async () => {
    const error = await new SQSClient(config)
      .send(new GetQueueUrlCommand({ QueueName: 'q' }))
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name: 'QueueDoesNotExist',
      message: 'No such queue',
      Code: 'AWS.SimpleQueueService.NonExistentQueue',
      Type: 'Sender',
    });
  });

  test('a query error is escaped', async () => {
    await expect(
      new CloudFormationClient(config).send(new DescribeStacksCommand({ StackName: 'none' })),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id <none> does not exist',
      $metadata: { httpStatusCode: 400, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });

  test('a bug of ours is InternalFailure, and is told', async () => {
    const told = jest.spyOn(console, 'error').mockImplementation(() => {});
    await expect(new CloudWatchClient(config).send(new DescribeAlarmsCommand({}))).rejects.toMatchObject({
      name: 'InternalFailure',
      message: expect.stringContaining('a bug'),
      $metadata: { httpStatusCode: 500 },
    });
    expect(told).toHaveBeenCalled();
    told.mockRestore();
  });

  test.each([
    [
      'awsJson',
      () => glue().send(new GetSecurityConfigurationCommand({ Name: 'n' })),
      'UnknownOperationException',
      400,
    ],
    ['restJson', () => new LambdaClient(config).send(new ListFunctionsCommand({})), 'UnknownOperationException', 404],
  ])('an operation of AWS that is not here: %s', async (_protocol, call, name, httpStatusCode) => {
    await expect(call()).rejects.toMatchObject({
      name,
      message: expect.stringContaining('is not supported by local-aws'),
      $metadata: { httpStatusCode },
    });
  });

  test('an action that is none at all, and a service that is none', async () => {
    const query = (body: string) =>
      server.cloud.call('sns', body, {}, { kind: 'root', arn: 'arn' }).catch((error: AwsError) => error.code);
    expect(await query('Nonsense')).toBe('InvalidAction');
    await expect(server.cloud.call('athena', 'X', {}, { kind: 'root', arn: 'arn' })).rejects.toMatchObject({
      message: /athena is not supported/,
    });
  });
});

describe('parameters', () => {
  test('without effect are taken; unsupported and missing ones are refused by name', async () => {
    await glue().send(new StartJobRunCommand({ JobName: 'j', MaxCapacity: 2 }));
    await expect(glue().send(new StartJobRunCommand({ JobName: 'j', WorkerType: 'G.1X' }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'StartJobRun: WorkerType is not supported by local-aws',
    });
    await expect(glue().send(new StartJobRunCommand({ JobName: undefined }))).rejects.toThrow(
      /Value null at 'JobName'/,
    );
    expect(arrived).toHaveLength(1);
  });

  test.each([
    [{ JobName: 7 }, /JobName: expected a string, got 7/],
    [{ JobName: 'j', Arguments: { a: 1 } }, /Arguments\.a: expected a string/],
    [{ JobName: 'j', Jobname: 'j' }, /Jobname is no member of this request/],
    [[], /the request: expected an object/],
  ])('%j has not the API’s shape', async (body, message) => {
    await expect(glue().send(raw(body))).rejects.toMatchObject({
      name: 'SerializationException',
      message: expect.stringMatching(message),
    });
  });
});

/** A StartJobRun whose body is that, whatever the SDK would send. */
const raw = (body: unknown): StartJobRunCommand => {
  const command = new StartJobRunCommand({ JobName: 'j' });
  command.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { body: string; headers: Record<string, string> };
      request.body = JSON.stringify(body);
      request.headers['content-length'] = String(request.body.length);
      return next(args);
    },
    { step: 'build' },
  );
  return command;
};

test('an unsigned request and one that is signed with another secret are refused', async () => {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSGlue.GetTables' };
  const answer = await fetch(server.endpoint, { method: 'POST', headers, body: '{}' });
  expect(await answer.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
  const forged = new GlueClient({ ...config, credentials: { accessKeyId: 'key', secretAccessKey: 'other' } });
  await expect(forged.send(new GetTablesCommand({ DatabaseName: 'd' }))).rejects.toMatchObject({
    name: 'InvalidSignatureException',
  });
});

test('a call from within takes the same road as one over HTTP', async () => {
  const caller = {
    kind: 'role' as const,
    arn: 'arn:aws:sts::1:assumed-role/night/x',
    roleArn: 'arn:aws:iam::1:role/night',
  };
  server.log.clear();
  server.faults.add('glue:StartJobRun #2 error ThrottlingException');
  await server.cloud.call('glue', 'StartJobRun', { JobName: 'j' }, caller);
  await expect(server.cloud.call('glue', 'StartJobRun', { JobName: 'j' }, caller)).rejects.toMatchObject({
    code: 'ThrottlingException',
  });
  await expect(server.cloud.call('glue', 'StartJobRun', { JobName: 'j', Timeout: 1 }, caller)).rejects.toThrow(
    /Timeout is not supported/,
  );
  server.faults.clear();
  expect(
    server.log.all().map(({ operation, outcome, roleArn, fault }) => ({ operation, outcome, roleArn, fault })),
  ).toEqual([
    { operation: 'StartJobRun', outcome: 'ok', roleArn: caller.roleArn },
    {
      operation: 'StartJobRun',
      outcome: 'ThrottlingException',
      roleArn: caller.roleArn,
      fault: 'glue:StartJobRun #2 error ThrottlingException',
    },
    { operation: 'StartJobRun', outcome: 'ValidationException', roleArn: caller.roleArn },
  ]);
});

describe('faults over HTTP', () => {
  afterEach(() => server.faults.clear());

  test('a lost answer is a broken connection, which the SDK tries again', async () => {
    server.faults.add('glue:StartJobRun#1 after timeout');
    await expect(glue().send(new StartJobRunCommand({ JobName: 'j' }))).rejects.toThrow(/hang up|ECONNRESET/);
    server.faults.clear();
    server.faults.add('glue:StartJobRun#1 after timeout');
    const patient = new GlueClient({ ...config, maxAttempts: 3 });
    expect(await patient.send(new StartJobRunCommand({ JobName: 'j' }))).toMatchObject({ JobRunId: 'jr_1' });
    expect(arrived).toHaveLength(3);
  });

  test('a lost answer over HTTP/2 breaks its stream', async () => {
    server.faults.add('kinesis:PutRecord before drop');
    const client = new KinesisClient(config);
    await expect(
      client.send(new PutRecordCommand({ StreamName: 's', PartitionKey: 'p', Data: Buffer.from('x') })),
    ).rejects.toThrow();
    client.destroy();
    expect(arrived).toHaveLength(0);
  });
});

describe('the server’s own paths', () => {
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${server.endpoint}/_nightjar/${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  test('tell its health, move its clock, set its faults', async () => {
    expect((await ask('GET', 'health')).body).toMatchObject({
      status: 'ok',
      services: expect.arrayContaining(['glue']),
    });
    const before = server.cloud.clock.now();
    await ask('POST', 'clock', { advance: 3_600_000 });
    expect(server.cloud.clock.now() - before).toBeGreaterThanOrEqual(3_600_000);
    expect((await ask('POST', 'faults', { rules: ['glue:* p=0 error X'] })).body).toEqual({
      faults: [{ rule: 'glue:* p=0 error X', seen: 0, fired: 0 }],
    });
    expect(await ask('POST', 'faults', { rules: ['glue'] })).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('column 5') },
    });
    expect((await ask('DELETE', 'faults')).body).toEqual({ faults: [] });
    expect((await ask('GET', 'nonsense')).status).toBe(404);
  });

  test('empty the store, where that is allowed', async () => {
    server.cloud.database.table('any').put('a', 1);
    expect((await ask('POST', 'reset')).status).toBe(200);
    expect(server.cloud.database.table('any').get('a')).toBeUndefined();
    await glue().send(new GetTablesCommand({ DatabaseName: 'd' }));
    const strict = await startServer({ directory: join(directory, 'strict'), services: registrations });
    const refused = await fetch(`${strict.endpoint}/_nightjar/reset`, { method: 'POST' });
    expect(refused.status).toBe(400);
    await strict.close();
  });
});

test('HTTP/2 with prior knowledge and HTTP/1.1 live on one port', async () => {
  const session = connect(server.endpoint);
  const status = await new Promise((settle, reject) => {
    session.on('error', reject);
    session
      .request({ ':path': '/_nightjar/health' })
      .on('response', (headers) => settle(headers[':status']))
      .end();
  });
  session.close();
  expect(status).toBe(200);
  expect((await fetch(`${server.endpoint}/_nightjar/health`)).status).toBe(200);
});

test('a port that is taken, and a fault rule that does not parse, are told at the start', async () => {
  const other = join(directory, 'other');
  await expect(startServer({ directory: other, port: server.port, services: registrations })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
  await expect(startServer({ directory: other, faults: ['nonsense'], services: registrations })).rejects.toThrow(
    /column/,
  );
});
