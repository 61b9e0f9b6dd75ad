import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { CreateTransformJobRequest } from '@aws-sdk/client-sagemaker';
import fc from 'fast-check';
import type { ModelServer, ServerRequest } from '../../../local-aws/services/sagemaker/modelServer.ts';
import { batches } from '../../../local-aws/services/sagemaker/transform/batches.ts';
import { applyFilter, parseFilter } from '../../../local-aws/services/sagemaker/transform/jsonPath.ts';
import { transformObject } from '../../../local-aws/services/sagemaker/transform/transformObject.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightjar-transform-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (content: string | Uint8Array): string => {
  const path = join(folder, 'input');
  writeFileSync(path, content);
  return path;
};

test.each([
  ['$', ['a', 'b'], ['a', 'b']],
  ['$[1:]', ['id', '1', '2'], ['1', '2']],
  ['$[:-1]', ['1', '2', 'x'], ['1', '2']],
  ['$[0,-1]', ['id', '1', '0.5'], ['id', '0.5']],
  ['$.features', { id: 1, features: [1, 2] }, [1, 2]],
  ["$['id','SageMakerOutput']", { id: 1, a: 2, SageMakerOutput: 0.5 }, { id: 1, SageMakerOutput: 0.5 }],
  ['$.a[0]', { a: [[7]] }, [[7]]],
])('the filter %s takes its part of a record', (text, record, part) => {
  expect(applyFilter(parseFilter('InputFilter', text), record)).toEqual(part);
});

test.each([
  ['$[9]', ['a'], /no element 9 among 1/],
  ['$.b', { a: 1 }, /no member b/],
  ['$[0]', { a: 1 }, /not a list/],
])('the filter %s fails on what is not there', (text, record, message) => {
  expect(() => applyFilter(parseFilter('OutputFilter', text), record)).toThrow(message);
});

test.each(['features', '$..a', '$[?(@.a)]', '$[', `$.${'a'.repeat(63)}`])('the path %s is refused', (text) => {
  expect(() => parseFilter('InputFilter', text)).toThrow(/InputFilter/);
});

const row = fc.string({ unit: fc.constantFrom('a', '1', ',', '.', 'é'), minLength: 1 });

test('batches hold every record once, in order, none too large, cut at lines however the file is written', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row),
      fc.integer({ min: 60, max: 200 }),
      fc.boolean(),
      fc.boolean(),
      async (rows, maxBytes, gzip, several) => {
        fc.pre(rows.every((line) => Buffer.byteLength(line) < 59));
        const text = rows.map((line, index) => (index % 3 === 0 ? `${line}\r\n\n` : `${line}\n`)).join('');
        const path = file(gzip ? gzipSync(text) : text);
        const records: string[] = [];
        const bodies: string[] = [];
        for await (const batch of batches(path, { gzip, lines: true, several, maxBytes })) {
          expect(batch.body.length).toBeLessThanOrEqual(maxBytes);
          if (!several) expect(batch.records).toHaveLength(1);
          records.push(...batch.records);
          bodies.push(batch.body.toString());
        }
        expect(records).toEqual(rows);
        expect(bodies.join('')).toBe(rows.map((line) => `${line}\n`).join(''));
      },
    ),
    { numRuns: 50 },
  );
});

test('a record that is larger than a request fails by its size', async () => {
  const all = async () => {
    for await (const _ of batches(file('x'.repeat(100)), { gzip: false, lines: true, several: true, maxBytes: 50 }));
  };

  await expect(all()).rejects.toThrow(/Single record of 101 bytes is larger/);
});

/** A model whose score of a row is the number of its cells; remembers what it was asked. */
const counting = (answer = (line: string) => String(line.split(',').length)) => {
  const asked: string[] = [];
  const server = {
    invoke: async ({ body }: ServerRequest) => {
      const text = Buffer.from(body).toString();
      asked.push(text);
      const lines = text.trim().split('\n').map(answer);
      return { status: 200, contentType: 'text/csv', body: Buffer.from(`${lines.join('\n')}\n`) };
    },
  } as unknown as ModelServer;
  return { server, asked };
};

const transform = async (
  content: string,
  server: ModelServer,
  changes: Partial<CreateTransformJobRequest> & { contentType?: string; accept?: string } = {},
): Promise<string> => {
  const { contentType: ContentType = 'text/csv', accept: Accept, ...others } = changes;
  const request = {
    TransformInput: { ContentType, SplitType: 'Line' },
    TransformOutput: { AssembleWith: 'Line', ...(Accept && { Accept }) },
    ...others,
  } as CreateTransformJobRequest;
  const target = join(folder, 'output');
  await transformObject(
    { request, maxPayloadMegabytes: 6 },
    server,
    { path: file(content), address: 's3://b/k' },
    target,
    () => false,
  );
  return readFileSync(target, 'utf8');
};

test('scores come line by line', async () => {
  expect(await transform('1,2\n3,4\n', counting().server)).toBe('2\n2\n');
});

test('an id can be kept from the model and joined to its score', async () => {
  const { server, asked } = counting();
  const joined = await transform('id-1,"a, b",2\nid-2,3,4\n', server, {
    DataProcessing: { InputFilter: '$[1:]', JoinSource: 'Input', OutputFilter: '$[0,-1]' },
  });

  expect(asked).toEqual(['"a, b",2\n3,4\n']);
  expect(joined).toBe('id-1,3\nid-2,2\n');
});

test('joined JSON carries the answer as SageMakerOutput', async () => {
  const joined = await transform('{"id":1,"x":[1]}\n', counting(() => '{"score":0.5}').server, {
    contentType: 'application/json',
    accept: 'application/json',
    DataProcessing: { InputFilter: '$.x', JoinSource: 'Input', OutputFilter: "$['id','SageMakerOutput']" },
  });

  expect(joined).toBe('{"id":1,"SageMakerOutput":{"score":0.5}}\n');
});

test('a model that answers fewer records than it was sent fails the object', async () => {
  const server = {
    invoke: async () => ({ status: 200, contentType: 'text/csv', body: Buffer.from('1\n') }),
  } as unknown as ModelServer;

  await expect(transform('1\n2\n', server, { DataProcessing: { JoinSource: 'Input' } })).rejects.toThrow(
    /s3:\/\/b\/k: 2 records were sent, 1 were answered/,
  );
});

test('an answer that is an error fails the object with its words', async () => {
  const server = {
    invoke: async () => ({ status: 415, contentType: 'text/html', body: Buffer.from('not CSV') }),
  } as unknown as ModelServer;

  await expect(transform('1\n', server)).rejects.toThrow(
    /^AlgorithmError: See job logs.*the model answered 415: not CSV/,
  );
});
