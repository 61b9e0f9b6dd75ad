import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeMapRunCommand, ListExecutionsCommand, ListMapRunsCommand } from '@aws-sdk/client-sfn';
import { Laptop } from './laptop.ts';

let laptop: Laptop;
let s3: S3Client;

beforeAll(async () => {
  laptop = await Laptop.start();
  s3 = new S3Client({ ...laptop.options, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'items' }));
  const files = {
    'rows.csv': 'name,note\na,"x, ""y"""\nb,\nc,"two\nlines"\n',
    'rows.jsonl': '{"n":1}\n\n{"n":2}\n',
    'rows.json': '{"data":{"first":1,"second":2}}',
  };
  for (const [Key, Body] of Object.entries(files)) await s3.send(new PutObjectCommand({ Bucket: 'items', Key, Body }));
});
afterAll(async () => {
  s3.destroy();
  await laptop.close();
});

const over = (fields: object, states: object = { Item: { Type: 'Pass', End: true } }) => ({
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: Object.keys(states)[0],
        States: states,
      },
      ...fields,
      End: true,
    },
  },
});

const reader = (Key: string, ReaderConfig: object) => ({
  ItemReader: { Resource: 'arn:aws:states:::s3:getObject', ReaderConfig, Parameters: { Bucket: 'items', Key } },
});

test.each<[string, object, unknown]>([
  [
    'CSV with quotes, empty cells and line ends',
    reader('rows.csv', { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' }),
    [
      { name: 'a', note: 'x, "y"' },
      { name: 'b', note: '' },
      { name: 'c', note: 'two\nlines' },
    ],
  ],
  ['JSON lines', reader('rows.jsonl', { InputType: 'JSONL' }), [{ n: 1 }, { n: 2 }]],
  [
    'the members of an object',
    {
      ...reader('rows.json', { InputType: 'JSON', ItemsPointer: '/data' }),
      ItemSelector: { 'key.$': '$$.Map.Item.Key' },
    },
    [{ key: 'first' }, { key: 'second' }],
  ],
  ['as many items as wanted', reader('rows.jsonl', { InputType: 'JSONL', MaxItems: 1 }), [{ n: 1 }]],
  [
    'batches',
    { ...reader('rows.jsonl', { InputType: 'JSONL' }), ItemBatcher: { MaxItemsPerBatch: 5, BatchInput: { day: 1 } } },
    [{ BatchInput: { day: 1 }, Items: [{ n: 1 }, { n: 2 }] }],
  ],
])('reads %s', async (_, fields, expected) => {
  const { status, output, cause } = await laptop.run(over(fields));
  expect({ status, cause, output: JSON.parse(output ?? 'null') }).toEqual({ status: 'SUCCEEDED', output: expected });
});

test('lists objects', async () => {
  const lister = {
    ItemReader: { Resource: 'arn:aws:states:::s3:listObjectsV2', Parameters: { Bucket: 'items', Prefix: 'rows.' } },
    ItemSelector: { 'key.$': '$$.Map.Item.Value.Key' },
  };
  const { output } = await laptop.run(over(lister));
  expect(JSON.parse(output ?? '')).toEqual([{ key: 'rows.csv' }, { key: 'rows.json' }, { key: 'rows.jsonl' }]);
});

test('an object that is not there is an error that can be caught', async () => {
  const { status, error } = await laptop.run(over(reader('none', { InputType: 'JSON' })));
  expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.ItemReaderFailed' });
});

test('writes results and a manifest', async () => {
  const writer = {
    ResultWriter: {
      Resource: 'arn:aws:states:::s3:putObject',
      Parameters: { Bucket: 'items', Prefix: 'results' },
      WriterConfig: { Transformation: 'COMPACT', OutputType: 'JSONL' },
    },
  };
  const { output } = await laptop.run(over(writer), [{ n: 1 }, { n: 2 }]);
  const { ResultWriterDetails: details } = JSON.parse(output ?? '') as {
    ResultWriterDetails: { Bucket: string; Key: string };
  };
  const read = async (Key: string) =>
    (await s3.send(new GetObjectCommand({ Bucket: details.Bucket, Key }))).Body?.transformToString();
  const manifest = JSON.parse((await read(details.Key)) ?? '') as { ResultFiles: { SUCCEEDED: { Key: string }[] } };
  expect(await read(manifest.ResultFiles.SUCCEEDED[0]?.Key ?? '')).toBe('{"n":1}\n{"n":2}');
});

describe('failed items', () => {
  const states = {
    Check: { Type: 'Choice', Choices: [{ Variable: '$', NumericEquals: 2, Next: 'Bad' }], Default: 'Good' },
    Bad: { Type: 'Fail', Error: 'Bad' },
    Good: { Type: 'Pass', End: true },
  };

  test('are tolerated up to the count, and counted', async () => {
    const executionArn = await laptop.start(
      await laptop.machine(over({ ToleratedFailureCount: 1 }, states)),
      [1, 2, 3],
    );
    expect(await laptop.end(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '[1,3]' });
    const { mapRuns } = await laptop.client.send(new ListMapRunsCommand({ executionArn }));
    const mapRunArn = mapRuns?.[0]?.mapRunArn;
    const { itemCounts, status } = await laptop.client.send(new DescribeMapRunCommand({ mapRunArn }));
    const { executions } = await laptop.client.send(new ListExecutionsCommand({ mapRunArn, statusFilter: 'FAILED' }));
    expect(status).toBe('SUCCEEDED');
    expect(itemCounts).toMatchObject({ succeeded: 2, failed: 1, total: 3, running: 0 });
    expect(executions).toHaveLength(1);
  });

  test('beyond it fail the state', async () => {
    const { error } = await laptop.run(over({}, states), [1, 2, 3]);
    expect(error).toBe('States.ExceedToleratedFailureThreshold');
  });
});
