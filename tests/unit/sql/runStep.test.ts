import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { runStep } from '../../../local-aws/engines/sql/runStep.ts';
import { parseStepDocument, type StepDocument } from '../../../local-aws/engines/sql/step/stepDocument.ts';
import { FolderPort } from './folderPort.ts';

// A step is a process of its own; on a busy machine it takes seconds to start.
jest.setTimeout(30_000);

const CUSTOMERS = ['customer_id', 'name', 'amount'].map((name) => ({ name, type: 'STRING' }));

const stepOf = (changes: Record<string, unknown> = {}): StepDocument =>
  parseStepDocument({
    version: 1,
    name: 'transform',
    parameters: { business_date: { type: 'DATE', value: '2026-11-22' } },
    inputs: [
      {
        name: 'customers',
        format: 'csv',
        files: ['s3://data/in/c.csv'],
        columns: CUSTOMERS,
        rejects: 'customers_rejects',
      },
    ],
    views: [
      {
        name: 'typed',
        sql: 'SELECT customer_id, name, try_cast(amount AS DECIMAL(18,2)) AS amount, :business_date AS day FROM customers',
      },
    ],
    outputs: [
      {
        name: 'clean',
        sql: 'SELECT customer_id, name, amount, day FROM typed WHERE amount IS NOT NULL',
        columns: [
          { name: 'customer_id', type: 'STRING' },
          { name: 'name', type: 'STRING' },
          { name: 'amount', type: 'DECIMAL(18,2)' },
          { name: 'day', type: 'DATE' },
        ],
        location: 's3://data/clean/',
        format: 'csv',
        orderBy: ['customer_id'],
        totals: { rows: 'count(*)', amount: 'sum(amount)' },
      },
    ],
    manifest: 's3://data/runs/manifest.json',
    ...changes,
  });

const run = (port: FolderPort, step: StepDocument, signal?: AbortSignal) =>
  runStep(step, port, {
    resources: { threads: 1, memoryMiB: 512 },
    directory: join(port.root, 'scratch'),
    ...(signal ? { signal } : {}),
  });

const landed = (content: string | Uint8Array): FolderPort => {
  const port = new FolderPort();
  port.land('s3://data/in/c.csv', content);
  return port;
};

test('reads, binds, casts, orders, counts and publishes the manifest last', async () => {
  const port = landed('customer_id,name,amount\nb,"Ann, Lee",2.50\na,#Bo,1.25\nc,,x\n');
  const { manifest } = await run(port, stepOf());
  expect(port.read('s3://data/clean/part-00000.csv')).toBe(
    'customer_id,name,amount,day\na,#Bo,1.25,2026-11-22\nb,"Ann, Lee",2.50,2026-11-22\n',
  );
  expect(port.published.at(-1)).toBe('s3://data/runs/manifest.json');
  expect(manifest.inputs).toMatchObject([{ name: 'customers', rows: 3, rejected: 0 }]);
  expect(manifest.outputs).toMatchObject([{ name: 'clean', rows: 2, totals: { rows: '2', amount: '3.75' } }]);
});

test('lines that are no rows go to the view of rejects with file, line and text', async () => {
  const port = landed('customer_id,name,amount\na,Bo,1.25\nb,x\nc,y,1,2\n');
  const { manifest } = await run(
    port,
    stepOf({
      outputs: [
        {
          name: 'bad',
          sql: 'SELECT file, line, text FROM customers_rejects',
          columns: [
            { name: 'file', type: 'STRING' },
            { name: 'line', type: 'BIGINT' },
            { name: 'text', type: 'STRING' },
          ],
          location: 's3://data/bad/',
          format: 'json',
          orderBy: ['line'],
        },
      ],
    }),
  );
  expect(manifest.inputs).toMatchObject([{ rows: 1, rejected: 2 }]);
  expect(
    port
      .read('s3://data/bad/part-00000.json')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { file: 's3://data/in/c.csv', line: 3, text: 'b,x' },
    { file: 's3://data/in/c.csv', line: 4, text: 'c,y,1,2' },
  ]);
});

test.each([
  [
    'a changed header',
    'customer_id,full_name,amount\na,Bo,1\n',
    'SchemaChanged',
    /customers, column 2: expected name, found full_name/,
  ],
  [
    'bad UTF-8',
    Buffer.from('customer_id,name,amount\na,B\xff,1\n', 'latin1'),
    'SourceDamaged',
    /c\.csv .*not UTF-8 at line 2/,
  ],
  [
    'a quote that never closes',
    'customer_id,name,amount\na,"Bo,1\nb,Li,2\n',
    'SourceDamaged',
    /never closes, opened at line 2/,
  ],
  [
    'a gzip file cut off',
    gzipSync('customer_id,name,amount\na,Bo,1\n').subarray(0, 30),
    'SourceDamaged',
    /c\.csv is a damaged gzip file at byte/,
  ],
])('%s ends the step by name, and nothing is published', async (_case, content, name, message) => {
  const port = landed(content);
  await expect(run(port, stepOf())).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
  expect(port.published).toEqual([]);
});

test('a missing file is named', async () => {
  await expect(run(new FolderPort(), stepOf())).rejects.toMatchObject({ name: 'SourceMissing' });
});

test('a replaced file is not read', async () => {
  const port = landed('customer_id,name,amount\n');
  const [input] = stepOf().inputs;
  const step = stepOf({ inputs: [{ ...input, etags: { 's3://data/in/c.csv': 'other' } }] });
  await expect(run(port, step)).rejects.toMatchObject({ name: 'SourceChanged' });
});

test('a stopped run is killed and publishes nothing', async () => {
  const port = landed('customer_id,name,amount\na,Bo,1\n');
  const controller = new AbortController();
  const running = run(port, stepOf(), controller.signal);
  controller.abort(new Error('stopped'));
  await expect(running).rejects.toThrow('stopped');
  expect(port.published).toEqual([]);
});

test('an unknown key of the document is refused with its path', () => {
  expect(() => stepOf({ output: [] })).toThrow(/output/);
});
