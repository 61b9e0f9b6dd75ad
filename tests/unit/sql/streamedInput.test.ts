import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { runStep } from '../../../local-aws/engines/sql/runStep.ts';
import { soleReader } from '../../../local-aws/engines/sql/step/soleReader.ts';
import { parseStepDocument, type StepDocument } from '../../../local-aws/engines/sql/step/stepDocument.ts';
import { Utf8Check } from '../../../local-aws/engines/sql/step/utf8Check.ts';
import { FolderPort } from './folderPort.ts';

jest.setTimeout(30_000);

const LINES = 'a,b\n1,x\n2,y,z\n3\n4,w\n';

const stepOf = (views: { name: string; sql: string; keep?: boolean }[], sql: string, rejects?: string): StepDocument =>
  parseStepDocument({
    version: 1,
    name: 'streamed',
    inputs: [
      {
        name: 'landed',
        format: 'csv',
        files: ['s3://data/landed.csv.gz'],
        columns: ['a', 'b'].map((name) => ({ name, type: 'STRING' })),
        ...(rejects && { rejects }),
      },
    ],
    views,
    outputs: [
      {
        name: 'out',
        sql,
        columns: [{ name: 'a', type: 'STRING' }],
        location: 's3://data/out/',
        format: 'csv',
        orderBy: ['a'],
      },
    ],
    manifest: 's3://data/manifest.json',
  });

const run = async (step: StepDocument, content: string | Uint8Array) => {
  const port = new FolderPort();
  port.land('s3://data/landed.csv.gz', gzipSync(content));
  const { manifest } = await runStep(step, port, {
    resources: { threads: 2, memoryMiB: 512 },
    directory: join(port.root, 'scratch'),
  });
  return { inputs: manifest.inputs, text: port.read('s3://data/out/part-00000.csv') };
};

test.each([
  ['all rows', 'SELECT a FROM landed', 'a\n1\n4\n'],
  ['a LIMIT, which ends the scan early', 'SELECT a FROM landed ORDER BY a LIMIT 1', 'a\n1\n'],
  ['a condition that is never true', 'SELECT a FROM landed WHERE 1 = 2', 'a\n'],
  ['a join', "SELECT a FROM landed JOIN (SELECT '4' AS k) ON a = k", 'a\n4\n'],
])(
  'the rows and rejected lines of an input that one statement reads are those of the file: %s',
  async (_name, sql, expected) => {
    const { inputs, text } = await run(stepOf([], sql), LINES);
    expect(inputs).toMatchObject([{ name: 'landed', rows: 2, rejected: 2 }]);
    expect(text).toBe(expected);
  },
);

test('rejected lines are there for the statements after the one that reads the input', async () => {
  const views = [{ name: 'kept', keep: true, sql: 'SELECT a FROM landed' }];
  const { text } = await run(stepOf(views, 'SELECT a FROM kept UNION ALL SELECT text FROM bad', 'bad'), LINES);
  expect(text).toBe('a\n1\n"2,y,z"\n3\n4\n');
});

test('bytes that are no UTF-8 are found in a column that no statement uses', async () => {
  const content = Buffer.concat([Buffer.from('a,b\n1,x\n2,'), Buffer.from([0xff]), Buffer.from('\n')]);
  await expect(run(stepOf([], 'SELECT a FROM landed'), content)).rejects.toMatchObject({
    name: 'SourceDamaged',
    message: expect.stringContaining('line 3'),
  });
});

test('what is wrong with the file is told before what is wrong with the SQL', async () => {
  const sql = 'SELECT CAST(CAST(b AS INT) AS STRING) AS a FROM landed';
  await expect(run(stepOf([], sql), 'a,b\n1,x\n')).rejects.toMatchObject({ name: 'SqlFailed' });
  await expect(run(stepOf([], sql), 'a,b\n1,x\n2,"y\n')).rejects.toMatchObject({ name: 'SourceDamaged' });
});

test('an input has one reader only where one kept view or output leads to its name', () => {
  const readerOf = (views: { name: string; sql: string; keep?: boolean }[], sql: string) =>
    soleReader(stepOf(views, sql), 'landed');
  expect(readerOf([{ name: 'v', sql: 'SELECT a FROM landed' }], 'SELECT a FROM v')).toBe('output out');
  expect(readerOf([{ name: 'v', sql: 'SELECT a FROM landed', keep: true }], 'SELECT a FROM v JOIN v')).toBe('view v');
  expect(readerOf([{ name: 'v', sql: 'SELECT a FROM landed' }], 'SELECT a FROM v JOIN v')).toBeUndefined();
  expect(readerOf([], 'SELECT landed.a FROM `LANDED`')).toBeUndefined();
  expect(readerOf([], 'SELECT 1 AS a')).toBeUndefined();
});

test('text is UTF-8 or not however it is cut into pieces', () => {
  const bytes = fc.oneof(
    fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 12 }).map((array) => Buffer.from(array)),
  );
  fc.assert(
    fc.property(bytes, fc.integer({ min: 1, max: 5 }), (whole, size) => {
      const check = new Utf8Check();
      for (let at = 0; at < whole.length; at += size) check.take(whole.subarray(at, at + size));
      let decodes = true;
      try {
        new TextDecoder('utf-8', { fatal: true }).decode(whole);
      } catch {
        decodes = false;
      }
      expect(check.end()).toBe(decodes);
    }),
  );
});
