import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { type Laptop, startLaptop } from './laptop.ts';

const Bucket = 'multipart';
const MIB = 1024 * 1024;
let laptop: Laptop;
beforeAll(async () => {
  laptop = await startLaptop();
  await laptop.client.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => laptop.close());

const begin = async (Key: string, more: Partial<CreateMultipartUploadCommandInput> = {}) => {
  const { UploadId } = await laptop.client.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }));
  return { Bucket, Key, UploadId };
};
type Upload = Awaited<ReturnType<typeof begin>>;
const part = async (upload: Upload, PartNumber: number, Body: Uint8Array) => {
  const { ETag, ChecksumCRC32 } = await laptop.client.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
  return { PartNumber, ETag, ...(ChecksumCRC32 && { ChecksumCRC32 }) };
};
const complete = (upload: Upload, Parts: object[], more: object = {}) =>
  laptop.client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, ...more }));
const bytes = (size: number, fill: number) => new Uint8Array(size).fill(fill);

test('parts become one object when they are joined, and not before', async () => {
  const upload = await begin('joined', { ContentType: 'text/csv', Metadata: { a: '1' } });
  const second = await part(upload, 2, bytes(3, 2));
  const first = await part(upload, 1, bytes(5 * MIB, 1));
  await expect(laptop.client.send(new HeadObjectCommand({ Bucket, Key: 'joined' }))).rejects.toMatchObject({
    name: 'NotFound',
  });
  const listed = await laptop.client.send(new ListPartsCommand(upload));
  expect(listed.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
    [1, 5 * MIB],
    [2, 3],
  ]);

  const { ETag } = await complete(upload, [first, second]);

  expect(ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
  const whole = await laptop.client.send(new GetObjectCommand({ Bucket, Key: 'joined' }));
  expect(whole).toMatchObject({ ContentLength: 5 * MIB + 3, ContentType: 'text/csv', Metadata: { a: '1' } });
  expect(
    Buffer.compare(
      (await whole.Body?.transformToByteArray()) ?? bytes(0, 0),
      Buffer.concat([bytes(5 * MIB, 1), bytes(3, 2)]),
    ),
  ).toBe(0);
  const last = await laptop.client.send(new GetObjectCommand({ Bucket, Key: 'joined', PartNumber: 2 }));
  expect(last).toMatchObject({ ContentLength: 3, PartsCount: 2 });
  expect((await laptop.client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads).toBeUndefined();
});

test('the entity tag is the MD5 of the parts’ MD5s', async () => {
  const upload = await begin('etag');
  const only = await part(upload, 1, Buffer.from('hello'));
  // md5(unhex('5d41402abc4b2a76b9719d911017c592'))
  expect((await complete(upload, [only])).ETag).toBe('"62109206880d38a4010a98e11243924a-1"');
});

test('checksums of parts make a composite one, or one of the whole', async () => {
  const composite = await begin('composite', { ChecksumAlgorithm: 'CRC32' });
  const { ChecksumCRC32, ChecksumType } = await complete(composite, [await part(composite, 1, Buffer.from('hello'))]);
  expect(ChecksumType).toBe('COMPOSITE');
  expect(ChecksumCRC32).toMatch(/^.{8}-1$/);
  const whole = await begin('whole', { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
  const answer = await complete(whole, [await part(whole, 1, Buffer.from('hello'))]);
  expect(answer).toMatchObject({ ChecksumType: 'FULL_OBJECT', ChecksumCRC32: 'NhCmhg==' });
  const attributes = new GetObjectAttributesCommand({
    Bucket,
    Key: 'whole',
    ObjectAttributes: ['ObjectParts', 'Checksum'],
  });
  expect(await laptop.client.send(attributes)).toMatchObject({
    ObjectParts: { TotalPartsCount: 1 },
    Checksum: { ChecksumCRC32: 'NhCmhg==' },
  });
});

test('a part may be a range of another object', async () => {
  await laptop.client.send(new PutObjectCommand({ Bucket, Key: 'source', Body: '0123456789' }));
  const upload = await begin('copied');
  const copy = (CopySourceRange: string) =>
    laptop.client.send(
      new UploadPartCopyCommand({ ...upload, PartNumber: 1, CopySource: `${Bucket}/source`, CopySourceRange }),
    );
  await expect(copy('bytes=5-10')).rejects.toMatchObject({ name: 'InvalidArgument' });
  const { CopyPartResult } = await copy('bytes=2-4');
  await complete(upload, [{ PartNumber: 1, ETag: CopyPartResult?.ETag }]);
  const { Body } = await laptop.client.send(new GetObjectCommand({ Bucket, Key: 'copied' }));
  expect(await Body?.transformToString()).toBe('234');
});

test('what does not fit together is refused, and the upload stays', async () => {
  const upload = await begin('refused');
  const small = await part(upload, 1, bytes(10, 1));
  const second = await part(upload, 2, bytes(10, 2));
  await expect(complete(upload, [small, second])).rejects.toMatchObject({ name: 'EntityTooSmall' });
  await expect(complete(upload, [second, small])).rejects.toMatchObject({ name: 'InvalidPartOrder' });
  await expect(complete(upload, [{ PartNumber: 3, ETag: '"0"' }])).rejects.toMatchObject({ name: 'InvalidPart' });
  await expect(complete(upload, [{ ...small, ETag: '"0"' }])).rejects.toMatchObject({ name: 'InvalidPart' });
  await expect(complete(upload, [])).rejects.toMatchObject({ name: 'MalformedXML' });
  await expect(complete(upload, [small], { ChecksumSHA256: 'AAAA' })).rejects.toMatchObject({ name: 'BadDigest' });
  await expect(part(upload, 10_001, bytes(1, 1))).rejects.toMatchObject({ name: 'InvalidArgument' });
  expect((await laptop.client.send(new ListPartsCommand(upload))).Parts).toHaveLength(2);
  await laptop.client.send(new AbortMultipartUploadCommand(upload));
  await expect(laptop.client.send(new ListPartsCommand(upload))).rejects.toMatchObject({ name: 'NoSuchUpload' });
});

test('uploads outlive a restart, and completing twice is refused', async () => {
  const upload = await begin('durable');
  const only = await part(upload, 1, Buffer.from('x'));
  await laptop.restart();
  expect((await laptop.client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: 'dur' }))).Uploads).toMatchObject([
    { Key: 'durable', UploadId: upload.UploadId },
  ]);
  await complete(upload, [only]);
  await expect(complete(upload, [only])).rejects.toMatchObject({ name: 'NoSuchUpload' });
});
