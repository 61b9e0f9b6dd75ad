import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectTaggingCommand,
  SelectObjectContentCommand,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { type Laptop, startLaptop } from './laptop.ts';

// A property of many keys takes its time on a busy machine.
jest.setTimeout(30_000);

const Bucket = 'objects';
let laptop: Laptop;
beforeAll(async () => {
  laptop = await startLaptop();
  await laptop.client.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => laptop.close());

const put = (Key: string, more: Partial<PutObjectCommandInput> = {}) =>
  laptop.client.send(new PutObjectCommand({ Bucket, Key, Body: 'hello', ...more }));
const get = (Key: string, more: Partial<GetObjectCommandInput> = {}) =>
  laptop.client.send(new GetObjectCommand({ Bucket, Key, ...more }));
const text = async (Key: string, more: Partial<GetObjectCommandInput> = {}) =>
  (await get(Key, more)).Body?.transformToString();

test('an object is a plain file, and comes back with all that was said of it', async () => {
  await put('dir/customers.csv', {
    ContentType: 'text/csv',
    CacheControl: 'no-cache',
    ContentLanguage: 'de',
    ContentDisposition: 'attachment',
    Metadata: { source: 'core banking' },
    Tagging: 'kind=landing&day=1',
  });
  const head = await laptop.client.send(new HeadObjectCommand({ Bucket, Key: 'dir/customers.csv' }));
  expect(head).toMatchObject({
    ContentType: 'text/csv',
    CacheControl: 'no-cache',
    ContentLanguage: 'de',
    ContentDisposition: 'attachment',
    Metadata: { source: 'core banking' },
    ContentLength: 5,
    ETag: '"5d41402abc4b2a76b9719d911017c592"',
    ServerSideEncryption: 'AES256',
  });
  const stored = laptop.server.cloud.parts.objects.head(Bucket, 'dir/customers.csv');
  expect(readFileSync(stored?.path ?? '', 'utf8')).toBe('hello');
});

test('a time of change is never before the upload', async () => {
  const before = laptop.clock.now();
  await put('time');
  const { LastModified } = await get('time');
  expect(LastModified?.getTime()).toBeGreaterThanOrEqual(before);
});

test('a stream comes in chunks with its checksum behind it, and leaves no trace of the framing', async () => {
  const parts = ['a'.repeat(70_000), 'b'.repeat(10), 'c'.repeat(100_000)];
  const ContentLength = parts.join('').length;
  const answer = await put('stream', {
    Body: Readable.from(parts.map((part) => Buffer.from(part))),
    ContentLength,
    ContentEncoding: 'identity',
  });
  expect(answer.ChecksumCRC32).toBeDefined();
  const back = await get('stream', { ChecksumMode: 'ENABLED' });
  expect(await back.Body?.transformToString()).toBe(parts.join(''));
  expect(back.ContentEncoding).toBe('identity');
  expect(back.ChecksumCRC32).toBe(answer.ChecksumCRC32);
});

test('any key and any bytes come back as they were put, and are listed in the order of their bytes', async () => {
  await laptop.client.send(new CreateBucketCommand({ Bucket: 'any-keys' }));
  // S3 refuses keys that XML cannot carry; a path of dots would be folded by HTTP clients before it is sent.
  const part = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    .filter((each) => !/\p{Cc}|\ufffe|\uffff/u.test(each) && each !== '.' && each !== '..' && each.isWellFormed());
  const keys = fc.uniqueArray(
    fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
    { minLength: 1, maxLength: 4 },
  );
  const known = new Map<string, Uint8Array>();
  await fc.assert(
    fc.asyncProperty(keys, fc.uint8Array({ maxLength: 200 }), async (names, bytes) => {
      for (const Key of names) {
        await laptop.client.send(new PutObjectCommand({ Bucket: 'any-keys', Key, Body: bytes }));
        known.set(Key, bytes);
        const { Body } = await laptop.client.send(new GetObjectCommand({ Bucket: 'any-keys', Key }));
        expect(await Body?.transformToByteArray()).toEqual(bytes);
      }
    }),
    { numRuns: 25 },
  );
  const listed = await laptop.client.send(new ListObjectsV2Command({ Bucket: 'any-keys' }));
  const expected = [...known.keys()].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
  expect(listed.Contents?.map(({ Key }) => Key)).toEqual(expected);
});

test.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
  '%s is checked, kept and given back',
  async (algorithm) => {
    // "123456789" is what checksum algorithms are catalogued with.
    const expected = {
      CRC32: 'y/Q5Jg==',
      CRC32C: '4waSgw==',
      CRC64NVME: 'rosUhgp5mIg=',
      SHA1: '98O8HYCOBHMq32eZZczDTKeuNEE=',
      SHA256: 'FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=',
    };
    const member = `Checksum${algorithm}` as const;
    const wrong = put('sum', { Body: '123456780', [member]: expected[algorithm] });
    await expect(wrong).rejects.toMatchObject({ name: 'BadDigest' });
    await put('sum', { Body: '123456789', [member]: expected[algorithm] });
    expect((await get('sum', { ChecksumMode: 'ENABLED' }))[member]).toBe(expected[algorithm]);
    const attributes = new GetObjectAttributesCommand({
      Bucket,
      Key: 'sum',
      ObjectAttributes: ['Checksum', 'ObjectSize'],
    });
    expect(await laptop.client.send(attributes)).toMatchObject({
      Checksum: { [member]: expected[algorithm] },
      ObjectSize: 9,
    });
  },
);

test('a wrong Content-MD5 is BadDigest, one that is none InvalidDigest, and nothing is stored', async () => {
  await expect(put('md5', { ContentMD5: 'XUFAKrxLKna5cZ2REBfFkg==', Body: 'other' })).rejects.toMatchObject({
    name: 'BadDigest',
  });
  await expect(put('md5', { ContentMD5: 'nonsense' })).rejects.toMatchObject({ name: 'InvalidDigest' });
  await expect(get('md5')).rejects.toMatchObject({ name: 'NoSuchKey' });
});

describe('ranges', () => {
  beforeAll(() => put('range', { Body: '0123456789' }));

  test.each([
    ['bytes=2-4', '234', 'bytes 2-4/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-3', '789', 'bytes 7-9/10'],
    ['bytes=-30', '0123456789', 'bytes 0-9/10'],
    ['bytes=8-99', '89', 'bytes 8-9/10'],
  ])('%s', async (Range, body, contentRange) => {
    const answer = await get('range', { Range });
    expect(answer.$metadata.httpStatusCode).toBe(206);
    expect(answer.ContentRange).toBe(contentRange);
    expect(await answer.Body?.transformToString()).toBe(body);
  });

  test.each(['bytes=a-b', 'bytes=4-2', 'lines=1-2', 'bytes=1-2,4-5'])(
    '%s is no range: the whole object',
    async (Range) => {
      expect(await text('range', { Range })).toBe('0123456789');
    },
  );

  test('a range behind the end is refused', async () => {
    await expect(get('range', { Range: 'bytes=10-' })).rejects.toMatchObject({
      name: 'InvalidRange',
      $metadata: { httpStatusCode: 416 },
    });
  });
});

describe('conditions', () => {
  let etag: string;
  beforeAll(async () => {
    etag = (await put('conditional')).ETag ?? '';
  });

  test('If-None-Match: * makes a write once only', async () => {
    await put('once', { IfNoneMatch: '*' });
    await expect(put('once', { IfNoneMatch: '*' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
      $metadata: { httpStatusCode: 412 },
    });
  });

  test('of many at once exactly one wins', async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, (_each, index) => put('race', { IfNoneMatch: '*', Body: String(index) })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('If-Match on a write compares with what is there', async () => {
    await expect(put('conditional', { IfMatch: '"0"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(put('nothing', { IfMatch: etag })).rejects.toMatchObject({ name: 'NoSuchKey' });
    await put('conditional', { IfMatch: etag });
  });

  test('reads answer 304 or 412 as they are asked', async () => {
    const future = new Date(laptop.clock.now() + 60_000);
    await expect(get('conditional', { IfNoneMatch: etag })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });
    await expect(get('conditional', { IfModifiedSince: future })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });
    await expect(get('conditional', { IfMatch: '"0"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(get('conditional', { IfUnmodifiedSince: new Date(0) })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
    expect(await text('conditional', { IfMatch: etag, IfNoneMatch: '"0"' })).toBe('hello');
  });
});

describe('copies', () => {
  const copy = (CopySource: string, more: object = {}) =>
    laptop.client.send(new CopyObjectCommand({ Bucket, Key: 'copied', CopySource, ...more }));
  beforeAll(() => put('source é+1', { Metadata: { a: '1' }, ContentType: 'text/plain', Tagging: 'a=1' }));
  const source = `${Bucket}/${encodeURIComponent('source é+1')}`;

  test('take bytes, metadata and tags along', async () => {
    expect((await copy(source)).CopyObjectResult?.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
    expect(await get('copied')).toMatchObject({ Metadata: { a: '1' }, ContentType: 'text/plain' });
    expect(await laptop.client.send(new GetObjectTaggingCommand({ Bucket, Key: 'copied' }))).toMatchObject({
      TagSet: [{ Key: 'a', Value: '1' }],
    });
  });

  test('may replace them, onto themselves too', async () => {
    await copy(`/${source}`, { MetadataDirective: 'REPLACE', Metadata: { b: '2' } });
    expect((await get('copied')).Metadata).toEqual({ b: '2' });
    await expect(copy(`${Bucket}/copied`)).rejects.toMatchObject({ name: 'InvalidRequest' });
    await copy(`${Bucket}/copied`, { MetadataDirective: 'REPLACE', Metadata: { c: '3' } });
    expect((await get('copied')).Metadata).toEqual({ c: '3' });
    expect(await text('copied')).toBe('hello');
  });

  test('are refused without their source or their condition', async () => {
    await expect(copy(`${Bucket}/nothing`)).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(copy('nonsense')).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(copy(source, { CopySourceIfMatch: '"0"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
  });
});

test('tags are set, told and removed; too many are refused', async () => {
  await put('tagged');
  const address = { Bucket, Key: 'tagged' };
  await laptop.client.send(
    new PutObjectTaggingCommand({ ...address, Tagging: { TagSet: [{ Key: 'k', Value: 'v' }] } }),
  );
  expect((await get('tagged')).TagCount).toBe(1);
  await laptop.client.send(new DeleteObjectTaggingCommand(address));
  expect((await laptop.client.send(new GetObjectTaggingCommand(address))).TagSet).toEqual([]);
  const many = Array.from({ length: 11 }, (_each, index) => ({ Key: `k${index}`, Value: '' }));
  await expect(
    laptop.client.send(new PutObjectTaggingCommand({ ...address, Tagging: { TagSet: many } })),
  ).rejects.toMatchObject({ name: 'InvalidTag' });
});

test('deleting is idempotent, one by one and by the list', async () => {
  await put('gone');
  await laptop.client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
  await laptop.client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
  await put('gone-1');
  const answer = await laptop.client.send(
    new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'gone-1' }, { Key: 'never & there' }] } }),
  );
  expect(answer.Deleted).toEqual([{ Key: 'gone-1' }, { Key: 'never & there' }]);
  await expect(get('gone-1')).rejects.toMatchObject({ name: 'NoSuchKey' });
});

test('a directory marker is an object of no bytes', async () => {
  await put('folder/', { Body: new Uint8Array() });
  await put('folder/file');
  expect((await get('folder/')).ContentLength).toBe(0);
  const listed = await laptop.client.send(new ListObjectsV2Command({ Bucket, Prefix: 'folder/' }));
  expect(listed.Contents?.map(({ Key }) => Key)).toEqual(['folder/', 'folder/file']);
});

test('objects made, by whatever way, are told to EventBridge when the bucket says so', async () => {
  const NotificationConfiguration = { EventBridgeConfiguration: {} };
  await put('silent');
  await laptop.client.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
  await put('told');
  await laptop.server.cloud.parts.objects.put(Bucket, 'from within', 'x');
  expect(
    laptop.events.map(({ source, detailType, detail }) => [
      source,
      detailType,
      (detail as { object: { key: string } }).object.key,
    ]),
  ).toEqual([
    ['aws.s3', 'Object Created', 'told'],
    ['aws.s3', 'Object Created', 'from within'],
  ]);
});

describe('refusals', () => {
  test.each([
    ['a missing key', () => get('missing'), 'NoSuchKey', 404],
    [
      'a missing key of HEAD, without a body',
      () => laptop.client.send(new HeadObjectCommand({ Bucket, Key: 'missing' })),
      'NotFound',
      404,
    ],
    [
      'a missing bucket',
      () => laptop.client.send(new GetObjectCommand({ Bucket: 'no-bucket', Key: 'a' })),
      'NoSuchBucket',
      404,
    ],
    ['a key of more than 1024 bytes', () => put('é'.repeat(513)), 'KeyTooLongError', 400],
    ['a parameter that is not supported', () => put('sse', { SSECustomerAlgorithm: 'AES256' }), 'NotImplemented', 501],
    [
      'an operation that is not supported',
      () =>
        laptop.client.send(
          new SelectObjectContentCommand({
            Bucket,
            Key: 'a',
            Expression: 'x',
            ExpressionType: 'SQL',
            InputSerialization: {},
            OutputSerialization: {},
          }),
        ),
      'NotImplemented',
      501,
    ],
  ])('%s', async (_what, call, name, status) => {
    await expect(call()).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
  });

  test('a method that is none', async () => {
    const answer = await fetch(`${laptop.server.endpoint}/${Bucket}/a`, { method: 'PATCH' });
    expect(answer.status).toBe(403);
  });
});

test('objects outlive a restart', async () => {
  await put('durable', { Metadata: { kept: 'yes' } });
  await laptop.restart();
  expect(await get('durable')).toMatchObject({ Metadata: { kept: 'yes' } });
});
