import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { appendAudit, lastAudit } from '../../../functions/shared/audit.ts';
import type { Manifest } from '../../../functions/shared/contracts/step.ts';
import { hashOf } from '../../../functions/shared/hash.ts';
import { verifyManifest } from '../../../functions/shared/manifest.ts';
import { chains, champions, locks, type RunLock } from '../../../functions/shared/runs.ts';
import { startFunctionsLaptop } from './laptop.ts';

jest.setTimeout(60_000);
let laptop: Awaited<ReturnType<typeof startFunctionsLaptop>>;
beforeAll(async () => {
  laptop = await startFunctionsLaptop();
});
afterAll(() => laptop?.close());

describe('the lock of a pipeline', () => {
  const lock = (executionArn: string): RunLock => ({
    executionArn,
    runId: executionArn,
    businessDate: '2026-11-22',
    since: '2026-11-23T00:00:00Z',
  });

  test('has one holder, who may take it again', async () => {
    expect(await locks.take('p1', lock('a'))).toBe(true);
    expect(await locks.take('p1', lock('a'))).toBe(true);
    expect(await locks.take('p1', lock('b'))).toBe(false);
  });

  test('is given back only by its holder', async () => {
    await locks.take('p2', lock('a'));

    expect(await locks.release('p2', 'b')).toBe(false);
    expect(await locks.release('p2', 'a')).toBe(true);
    expect(await locks.get('p2')).toBeUndefined();
  });

  test('is taken over from one holder by one other', async () => {
    await locks.take('p3', lock('dead'));

    const taken = await Promise.all(['b', 'c'].map((arn) => locks.takeOver('p3', lock(arn), lock('dead'))));

    expect(taken.filter(Boolean)).toHaveLength(1);
  });
});

test('a champion changes only on top of the version that was challenged', async () => {
  const champion = {
    version: 1,
    runId: 'r1',
    businessDate: '2026-11-22',
    modelPackageArn: 'arn',
    model: 's3://m',
    image: 'i',
    features: ['a'],
    endpoint: 'e',
    endpointConfig: 'c1',
    metrics: { auc: 0.8 },
  };

  expect(await champions.put('p1', champion)).toBe(true);
  expect(await champions.put('p1', { ...champion, runId: 'r2' })).toBe(false);
  expect(await champions.put('p1', { ...champion, version: 2, runId: 'r2' })).toBe(true);
  expect(await champions.put('p1', { ...champion, version: 2, runId: 'r3' })).toBe(false);
  expect(await champions.get('p1')).toMatchObject({ version: 2, runId: 'r2' });
});

describe('an audit chain', () => {
  const sameRun = (run: string) => (existing: unknown) => (existing as { run: string }).run === run;
  const append = (chain: string, run: string) => appendAudit(chain, { run }, sameRun(run));
  const linkAt = async (chain: string, sequence: number) => {
    const Key = `${chain}/${String(sequence).padStart(8, '0')}.json`;
    const { Body } = await new S3Client({}).send(new GetObjectCommand({ Bucket: 'audit', Key }));
    return JSON.parse((await Body?.transformToString()) ?? '') as { sequence: number; previous: string };
  };

  test('links each record to the one before', async () => {
    const first = await append('c1', 'r1');
    const second = await append('c1', 'r2');

    expect(await linkAt('c1', 2)).toMatchObject({ sequence: 2, previous: first.hash });
    expect(second).toEqual({ sequence: 2, hash: hashOf(await linkAt('c1', 2)) });
    expect(await lastAudit('c1')).toEqual({ run: 'r2' });
  });

  test('takes a record that was written before its head moved as written', async () => {
    const record = { sequence: 1, previous: '', record: { run: 'r1' } };
    await new S3Client({}).send(
      new PutObjectCommand({ Bucket: 'audit', Key: 'c2/00000001.json', Body: JSON.stringify(record) }),
    );

    expect((await append('c2', 'r1')).sequence).toBe(1);
    expect(await chains.head('c2')).toMatchObject({ sequence: 1 });
  });

  test('keeps every record of writers at the same time, each once', async () => {
    const runs = ['r1', 'r2', 'r3', 'r4'];

    const links = await Promise.all(runs.map((run) => append('c3', run)));

    expect(links.map(({ sequence }) => sequence).sort()).toEqual([1, 2, 3, 4]);
  });
});

describe('a manifest', () => {
  const put = async (key: string, body: string) => {
    const { ETag = '' } = await new S3Client({}).send(new PutObjectCommand({ Bucket: 'data', Key: key, Body: body }));
    return { uri: `s3://data/${key}`, size: body.length, etag: ETag.replaceAll('"', ''), sha256: '', rows: 1 };
  };
  const output = (name: string, rows: number, files: Manifest['outputs'][number]['files'] = [], totals = {}) => ({
    name,
    location: `s3://data/${name}/`,
    format: 'parquet' as const,
    columns: [],
    rows,
    totals,
    files,
  });
  const left = (rows: number, rejected: number, outputs: Manifest['outputs']): Manifest => ({
    version: 1,
    step: 'extract',
    inputs: [{ name: 'landed', rows, files: [], rejected }],
    outputs,
  });
  const checks = { manifest: 's3://data/m.json', reconcile: [] };
  const reconcile = [{ input: 'landed', outputs: ['good', 'bad'], limit: { output: 'bad', share: 0.1 } }];

  test('whose files are as it says is believed', async () => {
    await verifyManifest(left(1, 0, [output('good', 1, [await put('whole', 'abc')])]), checks);
  });

  test.each([
    ['a file that does not exist', async () => ({ ...(await put('a', 'abc')), uri: 's3://data/nowhere' })],
    ['a file of another size', async () => ({ ...(await put('b', 'abc')), size: 4 })],
    ['a file of another content', async () => ({ ...(await put('c', 'abc')), etag: 'other' })],
  ])('is not believed with %s', async (_, file) => {
    const manifest = left(1, 0, [output('good', 1, [await file()])]);

    await expect(verifyManifest(manifest, checks)).rejects.toMatchObject({ name: 'OutputIncomplete' });
  });

  test('accounts for every row, rejected ones too', async () => {
    await verifyManifest(left(99, 1, [output('good', 95), output('bad', 5)]), { ...checks, reconcile });
    await expect(
      verifyManifest(left(100, 1, [output('good', 95), output('bad', 5)]), { ...checks, reconcile }),
    ).rejects.toMatchObject({
      name: 'ReconciliationFailed',
      message: expect.stringContaining('101 rows came in, 100'),
    });
  });

  test('with too many quarantined rows says how many', async () => {
    await expect(
      verifyManifest(left(100, 0, [output('good', 70), output('bad', 30)]), { ...checks, reconcile }),
    ).rejects.toMatchObject({ name: 'QuarantineExceeded', message: expect.stringContaining('30 of 100 rows') });
  });

  test.each([
    ['fewer rows than the control file says', 101, '10.00', 'SourceIncomplete'],
    ['another total than the control file says', 100, '10.01', 'ReconciliationFailed'],
  ])('with %s is refused', async (_, rows, amount, name) => {
    const manifest = left(100, 0, [output('good', 100, [], { amount: '10.0' }), output('bad', 0)]);
    const control = { rows, totals: { amount }, output: 'good', unreadable: 'bad' };

    await expect(verifyManifest(manifest, { ...checks, control })).rejects.toMatchObject({ name });
  });

  test('that is a source’s older than allowed is refused', async () => {
    const manifest = left(1, 0, [output('good', 1, [], { newest: '2026-11-20' })]);

    await verifyManifest(manifest, { ...checks, freshness: { output: 'good', oldest: '2026-11-20' } });
    await expect(
      verifyManifest(manifest, { ...checks, freshness: { output: 'good', oldest: '2026-11-21' } }),
    ).rejects.toMatchObject({ name: 'SourceStale' });
  });
});
