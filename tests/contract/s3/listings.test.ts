import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { type Laptop, startLaptop } from './laptop.ts';

// A property of many listings takes its time on a busy machine.
jest.setTimeout(30_000);

let laptop: Laptop;
beforeAll(async () => {
  laptop = await startLaptop();
});
afterAll(() => laptop.close());

/** What a listing must give, said in the plainest way. */
const expectedListing = (keys: readonly string[], prefix: string, delimiter: string): string[] => {
  const entries = keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => {
      const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
      return at < 0 ? key : key.slice(0, at + delimiter.length);
    });
  return [...new Set(entries)].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
};

test('pages of any size give every key and every common prefix once, in order', async () => {
  const part = fc.stringMatching(/^[ab./é]{1,4}$/);
  let number = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(part, { minLength: 1, maxLength: 12 }),
      fc.constantFrom('', 'a', 'a/', '/'),
      fc.constantFrom('', '/', 'b', './'),
      fc.integer({ min: 1, max: 5 }),
      async (keys, prefix, delimiter, MaxKeys) => {
        const bucket = `pages-${number++}`;
        await laptop.client.send(new CreateBucketCommand({ Bucket: bucket }));
        for (const key of keys) await laptop.server.cloud.parts.objects.put(bucket, key, '');
        const expected = expectedListing(keys, prefix, delimiter);
        const input = { Bucket: bucket, Prefix: prefix, ...(delimiter && { Delimiter: delimiter }), MaxKeys };

        const second: string[] = [];
        let ContinuationToken: string | undefined;
        do {
          const page = await laptop.client.send(new ListObjectsV2Command({ ...input, ContinuationToken }));
          second.push(
            ...(page.Contents ?? []).map(({ Key = '' }) => Key),
            ...(page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix),
          );
          expect(page.KeyCount).toBeLessThanOrEqual(MaxKeys);
          ContinuationToken = page.NextContinuationToken;
        } while (ContinuationToken !== undefined);
        expect(second.sort()).toEqual([...expected].sort());

        const first: string[] = [];
        let Marker: string | undefined;
        do {
          const page = await laptop.client.send(
            new ListObjectsCommand({ ...input, ...(Marker !== undefined && { Marker }) }),
          );
          const names = [
            ...(page.Contents ?? []).map(({ Key = '' }) => Key),
            ...(page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix),
          ];
          first.push(...names);
          Marker = page.IsTruncated ? (page.NextMarker ?? names.at(-1)) : undefined;
        } while (Marker !== undefined);
        expect(first.sort()).toEqual([...expected].sort());
      },
    ),
    { numRuns: 20 },
  );
});

test('a listing begins where it is told, and encodes names when asked', async () => {
  await laptop.client.send(new CreateBucketCommand({ Bucket: 'names' }));
  for (const Key of ['a', 'b c+é', 'd/e'])
    await laptop.client.send(new PutObjectCommand({ Bucket: 'names', Key, Body: new Uint8Array() }));
  const after = await laptop.client.send(
    new ListObjectsV2Command({ Bucket: 'names', StartAfter: 'a', FetchOwner: true }),
  );
  expect(after.Contents?.map(({ Key }) => Key)).toEqual(['b c+é', 'd/e']);
  expect(after.Contents?.[0]?.Owner?.ID).toBeDefined();
  const encoded = await laptop.client.send(new ListObjectsV2Command({ Bucket: 'names', EncodingType: 'url' }));
  expect(encoded.Contents?.map(({ Key }) => Key)).toEqual(['a', 'b%20c%2B%C3%A9', 'd/e']);
});

describe('buckets', () => {
  test('are made, found, listed and removed when they are empty', async () => {
    const Bucket = 'made-here';
    await laptop.client.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' } }),
    );
    await expect(laptop.client.send(new CreateBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: 'BucketAlreadyOwnedByYou',
    });
    expect((await laptop.client.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe('eu-central-1');
    expect((await laptop.client.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBe(
      'eu-central-1',
    );
    expect((await laptop.client.send(new ListBucketsCommand({ Prefix: 'made' }))).Buckets).toMatchObject([
      { Name: Bucket },
    ]);
    await laptop.client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
    await expect(laptop.client.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: 'BucketNotEmpty',
    });
    laptop.server.cloud.parts.objects.delete(Bucket, 'a');
    await laptop.client.send(new DeleteBucketCommand({ Bucket }));
    await expect(laptop.client.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject({ name: 'NotFound' });
  });

  test.each(['ab', 'UPPER', 'a..b', 'under_score', '192.168.1.1', '-dash'])('"%s" is no name', async (Bucket) => {
    await expect(laptop.client.send(new CreateBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: 'InvalidBucketName',
    });
  });

  test('keep their configurations and give them back', async () => {
    const Bucket = 'configured';
    await laptop.client.send(new CreateBucketCommand({ Bucket }));
    await expect(laptop.client.send(new GetBucketPolicyCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchBucketPolicy',
    });
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    await laptop.client.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    expect((await laptop.client.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(Policy);
    expect(laptop.server.cloud.services.get('s3')?.resourcePolicy?.(`arn:aws:s3:::${Bucket}/key`)).toBe(Policy);
    await laptop.client.send(new DeleteBucketPolicyCommand({ Bucket }));
    await expect(laptop.client.send(new PutBucketPolicyCommand({ Bucket, Policy: '{' }))).rejects.toMatchObject({
      name: 'MalformedPolicy',
    });

    const Rules = [
      {
        ID: 'old',
        Status: 'Enabled' as const,
        Filter: { Prefix: 'tmp/' },
        Expiration: { Days: 3 },
        Transitions: [{ Days: 1, StorageClass: 'GLACIER' as const }],
      },
    ];
    await laptop.client.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
    expect((await laptop.client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules).toEqual(Rules);

    const PublicAccessBlockConfiguration = {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: false,
    };
    await laptop.client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    expect(await laptop.client.send(new GetPublicAccessBlockCommand({ Bucket }))).toMatchObject({
      PublicAccessBlockConfiguration,
    });
    const encryption = await laptop.client.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(
      encryption.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
    ).toBe('AES256');

    const NotificationConfiguration = {
      QueueConfigurations: [{ QueueArn: 'arn:aws:sqs:::q', Events: ['s3:ObjectCreated:*' as const] }],
    };
    await expect(
      laptop.client.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration })),
    ).rejects.toMatchObject({ name: 'NotImplemented' });
    await laptop.restart();
    expect((await laptop.client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules).toEqual(Rules);
  });
});
