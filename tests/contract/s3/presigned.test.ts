import { createHmac } from 'node:crypto';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { credentials, type Laptop, startLaptop } from './laptop.ts';

const Bucket = 'presigned';
const Key = 'a b/é.txt';
let laptop: Laptop;
beforeAll(async () => {
  laptop = await startLaptop();
  await laptop.client.send(new CreateBucketCommand({ Bucket }));
  await laptop.client.send(new PutObjectCommand({ Bucket, Key, Body: 'hello' }));
});
afterAll(() => laptop.close());

const sign = (options: object = {}) =>
  getSignedUrl(laptop.client, new GetObjectCommand({ Bucket, Key }), { expiresIn: 60, ...options });
const code = async (answer: Response) => /<Code>(.*?)<\/Code>/.exec(await answer.text())?.[1];

test('a presigned URL reads without any header', async () => {
  const answer = await fetch(await sign());
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe('hello');
});

test('a presigned URL writes', async () => {
  const url = await getSignedUrl(laptop.client, new PutObjectCommand({ Bucket, Key: 'written' }), { expiresIn: 60 });
  expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(200);
  const { Body } = await laptop.client.send(new GetObjectCommand({ Bucket, Key: 'written' }));
  expect(await Body?.transformToString()).toBe('x');
});

test.each([
  ['another key', (url: string) => url.replace('%C3%A9', 'e')],
  ['another signature', (url: string) => url.replace(/Signature=[0-9a-f]{4}/, 'Signature=0000')],
  ['a longer life', (url: string) => url.replace('Expires=60', 'Expires=600')],
  ['another parameter', (url: string) => `${url}&response-content-type=text/html`],
])('%s is SignatureDoesNotMatch', async (_what, change) => {
  const answer = await fetch(change(await sign()));
  expect(answer.status).toBe(403);
  expect(await code(answer)).toBe('SignatureDoesNotMatch');
});

test('another method is SignatureDoesNotMatch', async () => {
  expect(await code(await fetch(await sign(), { method: 'DELETE' }))).toBe('SignatureDoesNotMatch');
});

test('one that has expired is AccessDenied', async () => {
  const answer = await fetch(await sign({ signingDate: new Date(Date.now() - 120_000) }));
  const body = await answer.text();
  expect(answer.status).toBe(403);
  expect(body).toContain('<Code>AccessDenied</Code><Message>Request has expired</Message>');
});

test('a key that is its own secret may presign too; with another secret it may not', async () => {
  const made = async (secretAccessKey: string) => {
    const client = new S3Client({
      endpoint: laptop.server.endpoint,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'made-up', secretAccessKey },
      forcePathStyle: true,
    });
    return fetch(await getSignedUrl(client, new GetObjectCommand({ Bucket, Key }), { expiresIn: 60 }));
  };
  expect((await made('made-up')).status).toBe(200);
  const refused = await made('other');
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain('local-aws does not know the secret of made-up');
});

describe('signature version 2', () => {
  const url = (path: string, expires: number, secret = credentials.secretAccessKey) => {
    const signature = createHmac('sha1', secret).update(`GET\n\n\n${expires}\n${path}`).digest('base64');
    const query = new URLSearchParams({
      AWSAccessKeyId: credentials.accessKeyId,
      Expires: String(expires),
      Signature: signature,
    });
    return `${laptop.server.endpoint}${path}?${query}`;
  };
  const path = `/${Bucket}/a%20b/%C3%A9.txt`;
  const soon = () => Math.floor(Date.now() / 1000) + 60;

  test('reads; expired or wrongly signed it is refused', async () => {
    expect(await (await fetch(url(path, soon()))).text()).toBe('hello');
    expect(await code(await fetch(url(path, soon() - 600)))).toBe('AccessDenied');
    expect(await code(await fetch(url(path, soon(), 'other')))).toBe('SignatureDoesNotMatch');
  });
});

test('a header signed with another secret is refused, and so is no signature at all', async () => {
  const forged = new S3Client({
    endpoint: laptop.server.endpoint,
    region: 'eu-central-1',
    credentials: { ...credentials, secretAccessKey: 'other' },
    forcePathStyle: true,
  });
  await expect(forged.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
  });
  expect(await code(await fetch(`${laptop.server.endpoint}/${Bucket}/a%20b/%C3%A9.txt`))).toBe('AccessDenied');
});
