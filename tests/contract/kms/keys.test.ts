import { createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  type CreateKeyCommandInput,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateMacCommand,
  GetKeyRotationStatusCommand,
  GetPublicKeyCommand,
  KMSClient,
  ListAliasesCommand,
  ScheduleKeyDeletionCommand,
  SignCommand,
  VerifyCommand,
  VerifyMacCommand,
} from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutBucketEncryptionCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { MovableClock } from '../../../local-aws/clock.ts';
import { type Server, startServer } from '../../../local-aws/server.ts';
import { createKms } from '../../../local-aws/services/kms/index.ts';
import { createObjectStore, createS3 } from '../../../local-aws/services/s3/index.ts';
import { createCredentials } from '../../../local-aws/services/sts/index.ts';

const services = [
  { create: createKms, parts: (cloud: Parameters<typeof createKms>[0]) => ({ credentials: createCredentials(cloud) }) },
  { create: createS3, parts: (cloud: Parameters<typeof createKms>[0]) => ({ objects: createObjectStore(cloud) }) },
];
const directory = mkdtempSync(join(tmpdir(), 'nightjar-kms-'));
const clock = new MovableClock();
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
let server: Server;
let client: KMSClient;
beforeAll(async () => {
  server = await startServer({ directory, services, clock });
  client = new KMSClient({ endpoint: server.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await server.close();
  rmSync(directory, { recursive: true });
});

const make = async (input: CreateKeyCommandInput = {}) =>
  (await client.send(new CreateKeyCommand(input))).KeyMetadata?.KeyId ?? '';
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();
const hello = Buffer.from('hello');

test('what a key encrypts it decrypts, by id, ARN or alias, in the same context only', async () => {
  const KeyId = await make({ Description: 'data' });
  await client.send(new CreateAliasCommand({ AliasName: 'alias/data', TargetKeyId: KeyId }));
  const { CiphertextBlob } = await client.send(
    new EncryptCommand({ KeyId: 'alias/data', Plaintext: hello, EncryptionContext: { run: '1' } }),
  );
  const { Plaintext, KeyId: arn } = await client.send(
    new DecryptCommand({ CiphertextBlob, EncryptionContext: { run: '1' } }),
  );
  expect(text(Plaintext)).toBe('hello');
  expect(arn).toBe(`arn:aws:kms:us-east-1:000000000000:key/${KeyId}`);
  await expect(
    client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: { run: '2' } })),
  ).rejects.toMatchObject({
    name: 'InvalidCiphertextException',
  });
  const other = await make();
  await expect(
    client.send(new DecryptCommand({ CiphertextBlob, KeyId: other, EncryptionContext: { run: '1' } })),
  ).rejects.toMatchObject({ name: 'IncorrectKeyException' });
  const { Aliases } = await client.send(new ListAliasesCommand({ KeyId }));
  expect(Aliases?.map(({ AliasName }) => AliasName)).toEqual(['alias/data']);
});

test('a disabled key and one to be deleted are refused by name', async () => {
  const KeyId = await make();
  await client.send(new DisableKeyCommand({ KeyId }));
  const use = () => client.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
  await expect(use()).rejects.toMatchObject({
    name: 'DisabledException',
    message: expect.stringContaining('is disabled'),
  });
  await client.send(new EnableKeyCommand({ KeyId }));
  expect((await use()).Plaintext).toHaveLength(32);
  await client.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  await expect(use()).rejects.toMatchObject({ name: 'KMSInvalidStateException' });
  clock.advance(7 * 86_400_000);
  await expect(client.send(new DescribeKeyCommand({ KeyId }))).rejects.toMatchObject({ name: 'NotFoundException' });
});

test('a rotated key still decrypts what it encrypted before', async () => {
  const KeyId = await make();
  await client.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 90 }));
  const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId, Plaintext: hello }));
  clock.advance(200 * 86_400_000);
  const later = await client.send(new EncryptCommand({ KeyId, Plaintext: hello }));
  for (const blob of [CiphertextBlob, later.CiphertextBlob]) {
    expect(text((await client.send(new DecryptCommand({ CiphertextBlob: blob }))).Plaintext)).toBe('hello');
  }
  const status = await client.send(new GetKeyRotationStatusCommand({ KeyId }));
  expect(status).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 90 });
});

test.each([
  ['ECC_NIST_P256', 'ECDSA_SHA_256'],
  ['RSA_2048', 'RSASSA_PSS_SHA_256'],
  ['RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_512'],
] as const)('a %s key signs with %s, and its public key verifies', async (KeySpec, SigningAlgorithm) => {
  const KeyId = await make({ KeySpec, KeyUsage: 'SIGN_VERIFY' });
  const { Signature = new Uint8Array() } = await client.send(
    new SignCommand({ KeyId, Message: hello, SigningAlgorithm }),
  );
  const verified = await client.send(new VerifyCommand({ KeyId, Message: hello, Signature, SigningAlgorithm }));
  expect(verified.SignatureValid).toBe(true);
  await expect(
    client.send(new VerifyCommand({ KeyId, Message: Buffer.from('hallo'), Signature, SigningAlgorithm })),
  ).rejects.toMatchObject({ name: 'KMSInvalidSignatureException' });
  if (SigningAlgorithm !== 'ECDSA_SHA_256') return;
  const { PublicKey = new Uint8Array() } = await client.send(new GetPublicKeyCommand({ KeyId }));
  const key = createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
  expect(verify('sha256', hello, key, Signature)).toBe(true);
});

test('an RSA key decrypts what it encrypted; an HMAC key knows its own', async () => {
  const rsa = await make({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
  const EncryptionAlgorithm = 'RSAES_OAEP_SHA_256' as const;
  const { CiphertextBlob } = await client.send(
    new EncryptCommand({ KeyId: rsa, Plaintext: hello, EncryptionAlgorithm }),
  );
  const opened = await client.send(new DecryptCommand({ KeyId: rsa, CiphertextBlob, EncryptionAlgorithm }));
  expect(text(opened.Plaintext)).toBe('hello');
  const mac = await make({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
  const request = { KeyId: mac, Message: hello, MacAlgorithm: 'HMAC_SHA_256' as const };
  const { Mac = new Uint8Array() } = await client.send(new GenerateMacCommand(request));
  expect((await client.send(new VerifyMacCommand({ ...request, Mac }))).MacValid).toBe(true);
  await expect(client.send(new VerifyMacCommand({ ...request, Mac: new Uint8Array(32) }))).rejects.toMatchObject({
    name: 'KMSInvalidMacException',
  });
});

test.each([
  ['an unknown key', new EncryptCommand({ KeyId: 'none', Plaintext: hello }), 'NotFoundException'],
  ['an unknown alias', new EncryptCommand({ KeyId: 'alias/none', Plaintext: hello }), 'NotFoundException'],
  ['a kind of key that is not made here', new CreateKeyCommand({ KeySpec: 'SM2' }), 'UnsupportedOperationException'],
  [
    'a use that the kind has not',
    new CreateKeyCommand({ KeySpec: 'HMAC_256', KeyUsage: 'SIGN_VERIFY' }),
    'ValidationException',
  ],
  [
    'an alias of AWS’s own',
    new CreateAliasCommand({ AliasName: 'alias/aws/mine', TargetKeyId: 'x' }),
    'NotAuthorizedException',
  ],
])('refuses %s', async (_what, command, name) => {
  await expect(client.send(command as EncryptCommand)).rejects.toMatchObject({ name });
});

test('objects of a bucket with a key need that key', async () => {
  const s3 = new S3Client({
    endpoint: server.endpoint,
    region: 'us-east-1',
    credentials,
    forcePathStyle: true,
    maxAttempts: 1,
  });
  const KeyId = await make();
  await s3.send(new CreateBucketCommand({ Bucket: 'sealed' }));
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket: 'sealed',
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KeyId } }],
      },
    }),
  );
  const put = await s3.send(new PutObjectCommand({ Bucket: 'sealed', Key: 'a', Body: 'x' }));
  expect(put).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId });
  const get = () => s3.send(new GetObjectCommand({ Bucket: 'sealed', Key: 'a' }));
  expect(await (await get()).Body?.transformToString()).toBe('x');
  await client.send(new DisableKeyCommand({ KeyId }));
  await expect(get()).rejects.toMatchObject({ name: 'KMS.DisabledException' });
  s3.destroy();
});
