import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import type { S3Client } from '@aws-sdk/client-s3';
import { countRows } from '../../../cli/land/countRows.ts';
import { readDataFiles, writeDataFiles } from '../../../cli/land/dataFiles.ts';
import { landSource } from '../../../cli/land/landSource.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'land-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const csv = { delimiter: ',', quote: '"', header: true, nullText: '' };

/** Remembers what was sent, in order. */
const recorder = () => {
  const sent: { command: string; key: string; body: string }[] = [];
  const send = async (command: { constructor: { name: string }; input: { Key: string; Body?: unknown } }) => {
    const { Body, Key } = command.input;
    const body = Body === undefined ? '' : typeof Body === 'string' ? Body : await text(Body as NodeJS.ReadableStream);
    sent.push({ command: command.constructor.name, key: Key, body });
    return {};
  };
  return { s3: { send } as unknown as S3Client, sent };
};

const landing = (s3: S3Client) => ({
  s3,
  bucket: 'data',
  pipeline: 'tiny',
  source: 'things',
  businessDate: '2026-11-22',
  spec: { format: 'csv' as const, csv },
});

describe('landing a source', () => {
  test('puts the files first and a true control file last', async () => {
    const file = join(folder, 'things.csv');
    await writeFile(file, 'id,name\n1,"a\nb"\n2,c\n');
    const { s3, sent } = recorder();

    const control = await landSource(landing(s3), [file]);

    expect(sent.map(({ command, key }) => [command, key])).toEqual([
      ['DeleteObjectCommand', 'landing/tiny/things/business_date=2026-11-22/_control.json'],
      ['PutObjectCommand', 'landing/tiny/things/business_date=2026-11-22/things.csv'],
      ['PutObjectCommand', 'landing/tiny/things/business_date=2026-11-22/_control.json'],
    ]);
    expect(control.files).toEqual([
      { name: 'things.csv', rows: 2, bytes: 20, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    expect(JSON.parse(sent[2]?.body ?? '')).toEqual(control);
  });

  test('lands a control file that came along only if it is true', async () => {
    const file = join(folder, 'things.csv');
    const control = join(folder, '_control.json');
    await writeFile(file, 'id\n1\n');
    await writeFile(control, JSON.stringify({ files: [{ name: 'things.csv', rows: 1, bytes: 4 }], totals: {} }));
    const { s3, sent } = recorder();

    await expect(landSource(landing(s3), [file, control])).rejects.toThrow(/size or hash differ/);
    expect(sent).toEqual([]);
  });

  test.each([
    [[], /no file to land for source things/],
    [['missing.csv'], /missing\.csv cannot be read/],
    [['_hidden.csv'], /are markers, not data/],
  ])('refuses %j', async (names, message) => {
    const { s3 } = recorder();

    await expect(
      landSource(
        landing(s3),
        names.map((name) => join(folder, name)),
      ),
    ).rejects.toThrow(message);
  });
});

describe('rows of a file', () => {
  test.each([
    ['a csv without a last line break', 'a.csv', 'h\n1\n2', 2],
    ['blank lines', 'a.csv', 'h\r\n1\r\n\r\n2\r\n', 2],
    ['line breaks in quotes', 'a.csv', 'h,i\n"1\n1",2\n', 1],
    ['a header alone', 'a.csv', 'h,i\n', 0],
    ['nothing', 'a.csv', '', 0],
  ])('%s', async (_, name, content, rows) => {
    await writeFile(join(folder, name), content);
    await writeFile(join(folder, `${name}.gz`), gzipSync(content));

    expect(await countRows(join(folder, name), { format: 'csv', csv })).toBe(rows);
    expect(await countRows(join(folder, `${name}.gz`), { format: 'csv', csv })).toBe(rows);
  });

  test('of json lines', async () => {
    await writeFile(join(folder, 'a.json'), '{"a":"\\""}\n{"a":2}\n');

    expect(await countRows(join(folder, 'a.json'), { format: 'json', csv })).toBe(2);
  });
});

describe("a pipeline's data files", () => {
  test('are found again wherever the folder was written from', async () => {
    await writeDataFiles(folder, { sources: { things: [join(folder, '..', 'elsewhere.csv')] } });

    expect(await readDataFiles(folder)).toEqual({ sources: { things: [join(folder, '..', 'elsewhere.csv')] } });
    expect(await readDataFiles(join(folder, 'none'))).toBeUndefined();
  });

  test('are refused with a key that is unknown', async () => {
    await writeFile(join(folder, 'data.yml'), 'source: {}\n');

    await expect(readDataFiles(folder)).rejects.toThrow(/data\.yml/);
  });
});
