import {
  BatchCreatePartitionCommand,
  BatchDeletePartitionCommand,
  BatchDeleteTableCommand,
  BatchGetPartitionCommand,
  BatchUpdatePartitionCommand,
  CreateDatabaseCommand,
  CreatePartitionCommand,
  CreateTableCommand,
  DeleteDatabaseCommand,
  DeletePartitionCommand,
  DeleteTableCommand,
  GetDatabaseCommand,
  GetDatabasesCommand,
  GetPartitionCommand,
  GetPartitionsCommand,
  GetTableCommand,
  GetTablesCommand,
  GetTableVersionsCommand,
  GetTagsCommand,
  type GlueClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateDatabaseCommand,
  UpdatePartitionCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-glue';
import { Laptop } from './laptop.ts';

let laptop: Laptop;
let glue: GlueClient;
beforeEach(async () => {
  laptop = new Laptop();
  glue = await laptop.start();
  await glue.send(
    new CreateDatabaseCommand({ DatabaseInput: { Name: 'Bank', Parameters: { a: '1' } }, Tags: { stage: 'dev' } }),
  );
});
afterEach(async () => {
  await laptop.stop();
  laptop.remove();
});

const TABLE = {
  Name: 'Customers',
  StorageDescriptor: {
    Columns: [{ Name: 'id', Type: 'string', Comment: 'key' }],
    Location: 's3://data/customers/',
    SerdeInfo: { SerializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
    Parameters: { classification: 'parquet' },
  },
  PartitionKeys: [
    { Name: 'business_date', Type: 'date' },
    { Name: 'part', Type: 'int' },
  ],
  TableType: 'EXTERNAL_TABLE',
  Parameters: { EXTERNAL: 'TRUE', 'parquet.compression': 'SNAPPY' },
};
const inBank = { DatabaseName: 'bank' };
const ofTable = { ...inBank, TableName: 'customers' };
const createTable = () => glue.send(new CreateTableCommand({ ...inBank, TableInput: TABLE }));
const values = async (Expression?: string) =>
  (await glue.send(new GetPartitionsCommand({ ...ofTable, Expression }))).Partitions?.map(({ Values }) => Values);

test('databases: names are lower case, and nothing is made or found twice', async () => {
  const { Database } = await glue.send(new GetDatabaseCommand({ Name: 'BANK' }));
  expect(Database).toMatchObject({ Name: 'bank', Parameters: { a: '1' }, CatalogId: '123456789012' });
  expect(Database?.CreateTime).toBeInstanceOf(Date);
  await expect(glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: 'bank' } }))).rejects.toMatchObject({
    name: 'AlreadyExistsException',
  });
  await glue.send(new UpdateDatabaseCommand({ Name: 'bank', DatabaseInput: { Name: 'bank', Description: 'new' } }));
  const { DatabaseList } = await glue.send(new GetDatabasesCommand());
  expect(DatabaseList).toMatchObject([{ Name: 'bank', Description: 'new' }]);
  await createTable();
  await glue.send(new DeleteDatabaseCommand({ Name: 'bank' }));
  await expect(glue.send(new GetTablesCommand(inBank))).rejects.toMatchObject({ name: 'EntityNotFoundException' });
});

test('a table comes back whole, and each update keeps the former version', async () => {
  await createTable();
  const { Table } = await glue.send(new GetTableCommand({ ...inBank, Name: 'customers' }));
  expect(Table).toMatchObject({ ...TABLE, Name: 'customers', DatabaseName: 'bank', VersionId: '0' });
  await expect(createTable()).rejects.toMatchObject({ name: 'AlreadyExistsException' });
  await glue.send(new UpdateTableCommand({ ...inBank, TableInput: { ...TABLE, Description: 'second' } }));
  const { TableVersions } = await glue.send(new GetTableVersionsCommand(ofTable));
  expect(TableVersions?.map(({ VersionId, Table }) => [VersionId, Table?.Description])).toEqual([
    ['1', 'second'],
    ['0', undefined],
  ]);
  await glue.send(new DeleteTableCommand({ ...inBank, Name: 'customers' }));
  await expect(glue.send(new GetTableCommand({ ...inBank, Name: 'customers' }))).rejects.toMatchObject({
    name: 'EntityNotFoundException',
  });
});

test('tables are listed by page and by pattern, and deleted together', async () => {
  for (const Name of ['a_one', 'a_two', 'b_one'])
    await glue.send(new CreateTableCommand({ ...inBank, TableInput: { ...TABLE, Name } }));
  const first = await glue.send(new GetTablesCommand({ ...inBank, MaxResults: 2 }));
  expect(first.TableList?.map(({ Name }) => Name)).toEqual(['a_one', 'a_two']);
  const { TableList } = await glue.send(new GetTablesCommand({ ...inBank, NextToken: first.NextToken }));
  expect(TableList?.map(({ Name }) => Name)).toEqual(['b_one']);
  const ones = await glue.send(new GetTablesCommand({ ...inBank, Expression: '*one*' }));
  expect(ones.TableList?.map(({ Name }) => Name)).toEqual(['a_one', 'b_one']);
  const { Errors } = await glue.send(new BatchDeleteTableCommand({ ...inBank, TablesToDelete: ['a_one', 'none'] }));
  expect(Errors).toMatchObject([{ TableName: 'none', ErrorDetail: { ErrorCode: 'EntityNotFoundException' } }]);
});

test('partitions are made, found by value and by expression, changed and deleted', async () => {
  await createTable();
  await glue.send(new CreatePartitionCommand({ ...ofTable, PartitionInput: { Values: ['2026-11-01', '2'] } }));
  const { Errors } = await glue.send(
    new BatchCreatePartitionCommand({
      ...ofTable,
      PartitionInputList: [
        { Values: ['2026-11-01', '10'] },
        { Values: ['2026-11-02', '1'] },
        { Values: ['2026-11-01', '2'] },
      ],
    }),
  );
  expect(Errors).toMatchObject([
    { PartitionValues: ['2026-11-01', '2'], ErrorDetail: { ErrorCode: 'AlreadyExistsException' } },
  ]);
  expect(await values("business_date = '2026-11-01' AND part > 3")).toEqual([['2026-11-01', '10']]);
  expect(await values("part IN (1, 2) OR (business_date BETWEEN '2026-11-02' AND '2026-11-03')")).toHaveLength(2);
  expect(await values("NOT business_date LIKE '%-01'")).toEqual([['2026-11-02', '1']]);
  await glue.send(
    new BatchUpdatePartitionCommand({
      ...ofTable,
      Entries: [
        {
          PartitionValueList: ['2026-11-02', '1'],
          PartitionInput: { Values: ['2026-11-02', '1'], Parameters: { rows: '5' } },
        },
      ],
    }),
  );
  const found = await glue.send(new GetPartitionCommand({ ...ofTable, PartitionValues: ['2026-11-02', '1'] }));
  expect(found.Partition?.Parameters).toEqual({ rows: '5' });
  await glue.send(
    new UpdatePartitionCommand({
      ...ofTable,
      PartitionValueList: ['2026-11-02', '1'],
      PartitionInput: { Values: ['2026-11-03', '1'] },
    }),
  );
  const batch = await glue.send(
    new BatchGetPartitionCommand({
      ...ofTable,
      PartitionsToGet: [{ Values: ['2026-11-03', '1'] }, { Values: ['2026-11-02', '1'] }],
    }),
  );
  expect(batch.Partitions?.map(({ Values }) => Values)).toEqual([['2026-11-03', '1']]);
  await glue.send(new DeletePartitionCommand({ ...ofTable, PartitionValues: ['2026-11-03', '1'] }));
  await glue.send(
    new BatchDeletePartitionCommand({ ...ofTable, PartitionsToDelete: [{ Values: ['2026-11-01', '10'] }] }),
  );
  expect(await values()).toEqual([['2026-11-01', '2']]);
});

test.each([
  ['nothing = 1', /nothing is no partition key/],
  ['part = ', /expected a value/],
  ['part ~ 1', /unexpected ~/],
])('the expression %s is refused', async (expression, message) => {
  await createTable();
  await expect(values(expression)).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: expect.stringMatching(message),
  });
});

test('partition values must fit the keys', async () => {
  await createTable();
  await expect(
    glue.send(new CreatePartitionCommand({ ...ofTable, PartitionInput: { Values: ['2026-11-01'] } })),
  ).rejects.toMatchObject({ name: 'InvalidInputException', message: expect.stringMatching(/2 keys, 1 values/) });
});

test('tags are added, taken away and read', async () => {
  const ResourceArn = 'arn:aws:glue:us-east-1:123456789012:database/bank';
  await glue.send(new TagResourceCommand({ ResourceArn, TagsToAdd: { owner: 'risk' } }));
  await glue.send(new UntagResourceCommand({ ResourceArn, TagsToRemove: ['stage'] }));
  expect((await glue.send(new GetTagsCommand({ ResourceArn }))).Tags).toEqual({ owner: 'risk' });
  await expect(glue.send(new GetTagsCommand({ ResourceArn: `${ResourceArn}s` }))).rejects.toMatchObject({
    name: 'EntityNotFoundException',
  });
});

test('what has no effect on the laptop is refused by name', async () => {
  await expect(
    glue.send(new CreateTableCommand({ ...inBank, TableInput: TABLE, OpenTableFormatInput: {} })),
  ).rejects.toMatchObject({ name: 'InvalidInputException', message: expect.stringMatching(/OpenTableFormatInput/) });
});
