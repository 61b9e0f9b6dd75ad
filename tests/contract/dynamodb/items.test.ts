import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  QueryCommand,
  RestoreTableFromBackupCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateContinuousBackupsCommand,
  UpdateItemCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { type Server, startServer } from '../../../local-aws/server.ts';
import { createDynamoDB } from '../../../local-aws/services/dynamodb/index.ts';
import { createCredentials } from '../../../local-aws/services/sts/index.ts';

const services = [
  {
    create: createDynamoDB,
    parts: (cloud: Parameters<typeof createCredentials>[0]) => ({ credentials: createCredentials(cloud) }),
  },
];
let directory: string;
let server: Server;
let client: DynamoDBClient;

const start = async () => {
  server = await startServer({ directory, services, account: '123456789012', region: 'eu-central-1' });
  client = new DynamoDBClient({
    endpoint: server.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
};

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'nightjar-dynamodb-'));
  await start();
  await client.send(
    new CreateTableCommand({
      TableName: 'runs',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'N' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: { Enabled: true, SSEType: 'KMS', KMSMasterKeyId: 'alias/data' },
      DeletionProtectionEnabled: true,
      Tags: [{ Key: 'stage', Value: 'local' }],
    }),
  );
});
afterAll(async () => {
  client.destroy();
  await server.close();
  rmSync(directory, { recursive: true });
});

const key = (pk: string, sk = 1) => ({ pk: { S: pk }, sk: { N: String(sk) } });
const put = (pk: string, more: object = {}, condition: object = {}) =>
  client.send(new PutItemCommand({ TableName: 'runs', Item: { ...key(pk), ...more }, ...condition }));
const get = async (pk: string) => (await client.send(new GetItemCommand({ TableName: 'runs', Key: key(pk) }))).Item;

test('a table tells its key schema, settings and tags', async () => {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: 'runs' }));
  expect(Table).toMatchObject({
    TableStatus: 'ACTIVE',
    TableArn: 'arn:aws:dynamodb:eu-central-1:123456789012:table/runs',
    DeletionProtectionEnabled: true,
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    SSEDescription: { Status: 'ENABLED', KMSMasterKeyArn: 'alias/data' },
  });
  const { Tags } = await client.send(new ListTagsOfResourceCommand({ ResourceArn: Table?.TableArn }));
  expect(Tags).toEqual([{ Key: 'stage', Value: 'local' }]);
});

test('items of every attribute type come back as they were put', async () => {
  const item = {
    bytes: { B: new Uint8Array([1, 2, 255]) },
    list: { L: [{ S: 'a' }, { N: '1.5' }, { BOOL: false }, { NULL: true }] },
    map: { M: { deep: { SS: ['x', 'y'] } } },
  };
  await put('types', item);
  expect(await get('types')).toEqual({ ...key('types'), ...item });
});

test('a failed condition names its error and gives the item where that is asked for', async () => {
  await put('lock', { owner: { S: 'first' } });
  const attempt = put(
    'lock',
    { owner: { S: 'second' } },
    {
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  );
  const error = await attempt.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConditionalCheckFailedException);
  expect((error as ConditionalCheckFailedException).Item).toEqual({ ...key('lock'), owner: { S: 'first' } });
});

test('updates count, queries select, scans filter', async () => {
  for (const sk of [1, 2, 3]) await client.send(new PutItemCommand({ TableName: 'runs', Item: key('many', sk) }));
  const updated = await client.send(
    new UpdateItemCommand({
      TableName: 'runs',
      Key: key('many', 2),
      UpdateExpression: 'ADD #count :one',
      ExpressionAttributeNames: { '#count': 'count' },
      ExpressionAttributeValues: { ':one': { N: '1' } },
      ReturnValues: 'ALL_NEW',
    }),
  );
  expect(updated.Attributes).toMatchObject({ count: { N: '1' } });
  const query = await client.send(
    new QueryCommand({
      TableName: 'runs',
      KeyConditionExpression: 'pk = :pk AND sk > :from',
      ExpressionAttributeValues: { ':pk': { S: 'many' }, ':from': { N: '1' } },
      ScanIndexForward: false,
    }),
  );
  expect(query.Items?.map(({ sk }) => sk?.N)).toEqual(['3', '2']);
  const scan = await client.send(
    new ScanCommand({
      TableName: 'runs',
      FilterExpression: 'attribute_exists(#count)',
      ExpressionAttributeNames: { '#count': 'count' },
    }),
  );
  expect(scan.Items).toHaveLength(1);
});

describe('a transaction', () => {
  test('writes all of its items', async () => {
    await client.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName: 'runs', Item: { ...key('t1'), n: { N: '1' } } } },
          {
            Update: {
              TableName: 'runs',
              Key: key('t2'),
              UpdateExpression: 'SET n = :n',
              ExpressionAttributeValues: { ':n': { N: '2' } },
            },
          },
        ],
      }),
    );
    const { Responses } = await client.send(
      new TransactGetItemsCommand({
        TransactItems: ['t1', 't2', 't3'].map((pk) => ({ Get: { TableName: 'runs', Key: key(pk) } })),
      }),
    );
    expect(Responses?.map(({ Item }) => Item?.n?.N)).toEqual(['1', '2', undefined]);
  });

  test('writes none of them when one condition does not hold, and says which', async () => {
    await put('held');
    const attempt = client.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName: 'runs', Item: key('never') } },
          { ConditionCheck: { TableName: 'runs', Key: key('held'), ConditionExpression: 'attribute_not_exists(pk)' } },
        ],
      }),
    );
    const error = (await attempt.catch((thrown: unknown) => thrown)) as TransactionCanceledException;
    expect(error).toBeInstanceOf(TransactionCanceledException);
    expect(error.CancellationReasons?.map(({ Code }) => Code)).toEqual(['None', 'ConditionalCheckFailed']);
    expect(await get('never')).toBeUndefined();
  });

  test('puts everything back when a write fails after others were done', async () => {
    await put('text', { n: { S: 'no number' } });
    await put('kept', { n: { N: '7' } });
    const add = (pk: string) => ({
      Update: {
        TableName: 'runs',
        Key: key(pk),
        UpdateExpression: 'SET n = n + :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
      },
    });
    await expect(
      client.send(new TransactWriteItemsCommand({ TransactItems: [add('kept'), add('text')] })),
    ).rejects.toThrow(/\[None, ValidationError\]/);
    expect(await get('kept')).toMatchObject({ n: { N: '7' } });
  });

  test('is done once for one token', async () => {
    const add = (one: string) =>
      new TransactWriteItemsCommand({
        ClientRequestToken: 'token-1',
        TransactItems: [
          {
            Update: {
              TableName: 'runs',
              Key: key('once'),
              UpdateExpression: 'ADD n :one',
              ExpressionAttributeValues: { ':one': { N: one } },
            },
          },
        ],
      });
    await client.send(add('1'));
    await client.send(add('1'));
    expect(await get('once')).toMatchObject({ n: { N: '1' } });
    await expect(client.send(add('2'))).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' });
  });
});

test('settings are kept and given back, and deletion protection holds', async () => {
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: 'runs',
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
    }),
  );
  expect(await client.send(new DescribeTimeToLiveCommand({ TableName: 'runs' }))).toMatchObject({
    TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' },
  });
  await client.send(
    new UpdateContinuousBackupsCommand({
      TableName: 'runs',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    }),
  );
  const { ContinuousBackupsDescription: backups } = await client.send(
    new DescribeContinuousBackupsCommand({ TableName: 'runs' }),
  );
  expect(backups?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus).toBe('ENABLED');
  await expect(client.send(new DeleteTableCommand({ TableName: 'runs' }))).rejects.toThrow(
    /protected against deletion/,
  );
});

test.each([
  ['a table that there is not', new GetItemCommand({ TableName: 'none', Key: key('a') }), 'ResourceNotFoundException'],
  ['a key of another shape', new GetItemCommand({ TableName: 'runs', Key: { pk: { S: 'a' } } }), 'ValidationException'],
  [
    'a parameter that is not supported',
    new CreateTableCommand({
      TableName: 'other',
      AttributeDefinitions: [],
      KeySchema: [],
      StreamSpecification: { StreamEnabled: true },
    }),
    'ValidationException',
  ],
  [
    'an operation that is not supported',
    new RestoreTableFromBackupCommand({ TargetTableName: 'a', BackupArn: 'b' }),
    'UnknownOperationException',
  ],
])('refuses %s by name', async (_what, command, name) => {
  await expect(client.send(command as GetItemCommand)).rejects.toMatchObject({ name });
});

test('items and settings outlive a restart, and a transaction that was cut off is undone', async () => {
  await put('durable', { n: { N: '1' } });
  server.cloud.database.table('dynamodb.transactions').put('open', {
    items: [{ table: 'runs', key: key('durable'), before: { ...key('durable'), n: { N: '0' } } }],
  });
  client.destroy();
  await server.close();
  await start();
  expect(await get('durable')).toMatchObject({ n: { N: '0' } });
  await client.send(new UpdateTableCommand({ TableName: 'runs', DeletionProtectionEnabled: false }));
  await client.send(new DeleteTableCommand({ TableName: 'runs' }));
  await expect(client.send(new DescribeTableCommand({ TableName: 'runs' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
