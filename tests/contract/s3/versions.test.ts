import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
} from '@aws-sdk/client-s3';
import { type Laptop, startLaptop } from './laptop.ts';

const DAY = 86_400_000;
let laptop: Laptop;
beforeAll(async () => {
  laptop = await startLaptop();
});
afterAll(() => laptop.close());

const send: Laptop['client']['send'] = ((command: never) => laptop.client.send(command)) as never;
const put = async (Bucket: string, Body: string, more: object = {}) =>
  (await laptop.client.send(new PutObjectCommand({ Bucket, Key: 'key', Body, ...more }))).VersionId;
const read = async (Bucket: string, VersionId?: string) =>
  (
    await laptop.client.send(new GetObjectCommand({ Bucket, Key: 'key', ...(VersionId && { VersionId }) }))
  ).Body?.transformToString();

describe('a versioned bucket', () => {
  const Bucket = 'versioned';
  beforeAll(async () => {
    await laptop.client.send(new CreateBucketCommand({ Bucket }));
    await put(Bucket, 'before versions');
    await laptop.client.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
    );
  });

  test('keeps every version, hides a deleted key behind a marker, and brings it back', async () => {
    const one = await put(Bucket, 'one');
    const two = await put(Bucket, 'two');
    expect(await read(Bucket)).toBe('two');
    expect(await read(Bucket, one)).toBe('one');
    expect(await read(Bucket, 'null')).toBe('before versions');

    const deleted = await laptop.client.send(new DeleteObjectCommand({ Bucket, Key: 'key' }));
    expect(deleted.DeleteMarker).toBe(true);
    await expect(read(Bucket)).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(read(Bucket, deleted.VersionId)).rejects.toMatchObject({ name: 'MethodNotAllowed' });
    const listed = await laptop.client.send(new ListObjectVersionsCommand({ Bucket }));
    expect(listed.Versions?.map(({ VersionId }) => VersionId)).toEqual([two, one, 'null']);
    expect(listed.DeleteMarkers).toMatchObject([{ VersionId: deleted.VersionId, IsLatest: true }]);

    await laptop.client.send(new DeleteObjectCommand({ Bucket, Key: 'key', VersionId: deleted.VersionId }));
    expect(await read(Bucket)).toBe('two');
    await laptop.client.send(new DeleteObjectCommand({ Bucket, Key: 'key', VersionId: two }));
    expect(await read(Bucket)).toBe('one');
  });

  test('lists versions page by page', async () => {
    for (const name of ['p1', 'p2', 'p3']) {
      for (const Body of ['a', 'b'])
        await laptop.client.send(new PutObjectCommand({ Bucket, Key: `pages/${name}`, Body }));
    }
    const seen: string[] = [];
    let KeyMarker: string | undefined;
    let VersionIdMarker: string | undefined;
    do {
      const page = await laptop.client.send(
        new ListObjectVersionsCommand({ Bucket, Prefix: 'pages/', MaxKeys: 4, KeyMarker, VersionIdMarker }),
      );
      seen.push(...(page.Versions ?? []).map(({ Key, IsLatest }) => `${Key} ${IsLatest}`));
      KeyMarker = page.NextKeyMarker;
      VersionIdMarker = page.NextVersionIdMarker;
    } while (KeyMarker !== undefined);
    expect(seen).toEqual(['p1', 'p2', 'p3'].flatMap((name) => [`pages/${name} true`, `pages/${name} false`]));
  });

  test('suspended, writes the version that is called null', async () => {
    await laptop.client.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } }),
    );
    const kept = (await laptop.client.send(new HeadObjectCommand({ Bucket, Key: 'key' }))).VersionId;
    expect(await put(Bucket, 'suspended')).toBe('null');
    expect(await read(Bucket, 'null')).toBe('suspended');
    expect(await read(Bucket, kept)).toBe('one');
  });
});

describe('Object Lock', () => {
  const Bucket = 'audited';
  const remove = (VersionId: string | undefined, more: object = {}) =>
    send(new DeleteObjectCommand({ Bucket, Key: 'key', VersionId, ...more }));
  const locked = { name: 'AccessDenied', $metadata: expect.objectContaining({ httpStatusCode: 403 }) };
  const until = (days: number) => new Date(laptop.clock.now() + days * DAY);
  beforeAll(() => laptop.client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true })));

  test('compliance: nobody removes a version before its day', async () => {
    const version = await put(Bucket, 'x', { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: until(30) });
    await expect(remove(version)).rejects.toMatchObject(locked);
    await expect(remove(version, { BypassGovernanceRetention: true })).rejects.toMatchObject(locked);
    const shorter = { Mode: 'COMPLIANCE' as const, RetainUntilDate: until(1) };
    await expect(
      laptop.client.send(new PutObjectRetentionCommand({ Bucket, Key: 'key', VersionId: version, Retention: shorter })),
    ).rejects.toMatchObject(locked);
    laptop.clock.advance(31 * DAY);
    await remove(version);
  });

  test('governance: only with the bypass', async () => {
    const version = await put(Bucket, 'x', { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: until(30) });
    await expect(remove(version)).rejects.toMatchObject(locked);
    await remove(version, { BypassGovernanceRetention: true });
  });

  test('a legal hold holds until it is lifted', async () => {
    const version = await put(Bucket, 'x', { ObjectLockLegalHoldStatus: 'ON' });
    await expect(remove(version, { BypassGovernanceRetention: true })).rejects.toMatchObject(locked);
    await laptop.client.send(
      new PutObjectLegalHoldCommand({ Bucket, Key: 'key', VersionId: version, LegalHold: { Status: 'OFF' } }),
    );
    await remove(version);
  });

  test('the bucket’s own retention is every new object’s', async () => {
    await laptop.client.send(
      new PutObjectLockConfigurationCommand({
        Bucket,
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled',
          Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 10 } },
        },
      }),
    );
    const VersionId = await put(Bucket, 'x');
    const { Retention } = await laptop.client.send(new GetObjectRetentionCommand({ Bucket, Key: 'key', VersionId }));
    expect(Retention?.Mode).toBe('COMPLIANCE');
    expect(Retention?.RetainUntilDate?.getTime()).toBeGreaterThan(laptop.clock.now() + 9 * DAY);
    await expect(remove(VersionId)).rejects.toMatchObject(locked);
    // A marker hides it all the same: nothing of the version is lost.
    await remove(undefined);
    expect(await read(Bucket, VersionId)).toBe('x');
  });

  test('is refused where it cannot be', async () => {
    await laptop.client.send(new CreateBucketCommand({ Bucket: 'unlocked' }));
    await expect(put('unlocked', 'x', { ObjectLockLegalHoldStatus: 'ON' })).rejects.toMatchObject({
      name: 'InvalidRequest',
    });
    await expect(
      laptop.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } })),
    ).rejects.toMatchObject({ name: 'InvalidBucketState' });
    await expect(
      put(Bucket, 'x', { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: new Date(0) }),
    ).rejects.toMatchObject({ name: 'InvalidArgument' });
  });
});
