import { Readable } from 'node:stream';
import { MovableClock } from '../../../local-aws/clock.ts';
import type { Cloud } from '../../../local-aws/cloud.ts';
import { AwsError } from '../../../local-aws/errors.ts';
import { Faults } from '../../../local-aws/faults/faults.ts';
import type { Call } from '../../../local-aws/service.ts';

const clock = new MovableClock();
const killed: string[] = [];
const cloud = {
  clock,
  services: new Map([['lambda', { kill: async (name: string) => void killed.push(name) }]]),
} as unknown as Cloud;
const call = {
  cloud,
  caller: {
    kind: 'role',
    arn: 'arn:aws:sts::1:assumed-role/train-role/train',
    roleArn: 'arn:aws:iam::1:role/train-role',
  },
  signal: new AbortController().signal,
  headers: {},
} as unknown as Call;

const withRules = (...rules: string[]): Faults => {
  const faults = new Faults(7);
  faults.attach(cloud, rules);
  return faults;
};

/** Calls `glue:StartJobRun` and answers the outcome and how often it took effect. */
const invoke = async (
  faults: Faults,
  input: Record<string, unknown> = {},
  service = 'glue',
  operation = 'StartJobRun',
) => {
  let effects = 0;
  let given: Record<string, unknown> = {};
  const outcome = await faults
    .around({ service, operation, input, call, met: () => {}, idle: (wait) => wait() }, async (arrived) => {
      effects++;
      given = arrived;
      return { JobRunId: `jr_${effects}`, Body: Buffer.from('0123456789') };
    })
    .catch((error: unknown) => error);
  return { outcome, effects, given };
};

test('before: refused without effect; after: done, and the answer is lost', async () => {
  const before = await invoke(withRules('glue:StartJobRun before error ConcurrentRunsExceededException'));
  expect(before.outcome).toMatchObject({ code: 'ConcurrentRunsExceededException' });
  expect(before.effects).toBe(0);
  const after = await invoke(withRules('glue:StartJobRun after timeout'));
  expect(after.outcome).toBeInstanceOf(AwsError);
  expect(after.effects).toBe(1);
});

test('instead drop is answered as done and has no effect; twice has it twice', async () => {
  expect(await invoke(withRules('glue:StartJobRun instead drop'))).toMatchObject({ outcome: {}, effects: 0 });
  expect(await invoke(withRules('glue:StartJobRun twice'))).toMatchObject({ effects: 2 });
});

test('selectors count the calls that the rule is for, conditions looked at', async () => {
  const faults = withRules('glue:StartJobRun#2 if jobname=ext* error X');
  const outcomes = [];
  for (const JobName of ['extract', 'train', 'extract', 'extract']) {
    outcomes.push((await invoke(faults, { JobName })).outcome instanceof AwsError);
  }
  expect(outcomes).toEqual([false, false, true, false]);
  expect(faults.list()).toEqual([{ rule: 'glue:StartJobRun#2 if jobname=ext* error X', seen: 3, fired: 1 }]);
});

test('chances are the same for the same seed, and near what was asked for', async () => {
  const draw = async () => {
    const faults = withRules('*:* p=0.3 error X');
    const drawn = [];
    for (let count = 0; count < 400; count++) drawn.push((await invoke(faults)).effects);
    return drawn;
  };
  const first = await draw();
  expect(await draw()).toEqual(first);
  const refused = first.filter((effects) => effects === 0).length;
  expect(refused).toBeGreaterThan(80);
  expect(refused).toBeLessThan(160);
});

test.each([
  ['s3', 'SlowDown', 503],
  ['dynamodb', 'ProvisionedThroughputExceededException', 400],
  ['glue', 'ThrottlingException', 400],
  ['lambda', 'TooManyRequestsException', 429],
])('throttling of %s is called %s', async (service, code, status) => {
  const { outcome } = await invoke(withRules('*:* error Throttling*'), {}, service, 'Any');
  expect(outcome).toMatchObject({ code, status });
});

test('kill ends the function that calls, or the one that is named', async () => {
  killed.length = 0;
  const before = await invoke(withRules('glue:StartJobRun before kill'));
  await invoke(withRules('glue:StartJobRun after kill finish-stage'));
  expect(killed).toEqual(['train', 'finish-stage']);
  expect(before.effects).toBe(0);
});

test('a body that streams is put twice as well', async () => {
  const { given, effects } = await invoke(
    withRules('s3:PutObject twice'),
    { Body: Readable.from([Buffer.from('hel'), Buffer.from('lo')]) },
    's3',
    'PutObject',
  );
  expect(effects).toBe(2);
  expect(given.Body).toEqual(Buffer.from('hello'));
});

test('truncate cuts what is put, and what is got', async () => {
  const put = await invoke(
    withRules('s3:PutObject truncate 3'),
    { Body: 'manifest', ChecksumCRC32: 'x' },
    's3',
    'PutObject',
  );
  expect(put.given).toEqual({ Body: Buffer.from('man') });
  const got = await invoke(withRules('s3:GetObject truncate 4'), {}, 's3', 'GetObject');
  expect(got.outcome).toMatchObject({ Body: Buffer.from('0123'), ContentLength: 4 });
});

test('delay waits on the clock, and clock moves it', async () => {
  const started = clock.now();
  const delayed = invoke(withRules('glue:StartJobRun delay 3h'));
  clock.advance(3 * 3_600_000);
  expect((await delayed).effects).toBe(1);
  await invoke(withRules('glue:StartJobRun clock +20m'));
  expect(clock.now() - started).toBeGreaterThanOrEqual(3 * 3_600_000 + 20 * 60_000);
});

describe('deliveries', () => {
  const deliver = async (faults: Faults, names: string[]) => {
    const sent: string[] = [];
    const all = names.map((name) =>
      faults.deliver('events', 'Delivery', { Source: name }, async () => void sent.push(name)),
    );
    return { sent, all };
  };

  test.each([
    ['events drop', ['a', 'b'], []],
    ['events if source=a drop', ['a', 'b'], ['b']],
    ['events twice', ['a', 'b'], ['a', 'b', 'a', 'b']],
    ['events times 3', ['a'], ['a', 'a', 'a']],
    ['events reorder', ['a', 'b'], ['b', 'a']],
    ['scheduler drop', ['a'], ['a']],
    ['*:* error Throttling*', ['a'], ['a']],
  ])('%s', async (rule, names, expected) => {
    const { sent, all } = await deliver(withRules(rule), names);
    await Promise.all(all);
    expect(sent).toEqual(expected);
  });

  test('a late one comes when its time has come; one that nobody overtakes comes in the end', async () => {
    const late = await deliver(withRules('events delay 3h'), ['a']);
    expect(late.sent).toEqual([]);
    clock.advance(3 * 3_600_000);
    await Promise.all(late.all);
    expect(late.sent).toEqual(['a']);
    const lonely = await deliver(withRules('events reorder'), ['a']);
    clock.advance(60_000);
    await Promise.all(lonely.all);
    expect(lonely.sent).toEqual(['a']);
  });
});

test('jobs end, hang or die as the rule says', () => {
  const job = (rule: string) => withRules(rule).job('glue', 'JobRun', { JobName: 'extract' });
  expect(job('glue:JobRun if JobName=extract instead error STOPPED "by hand"')).toEqual({
    effect: 'end',
    state: 'STOPPED',
    message: 'by hand',
  });
  expect(job('glue:JobRun instead hang')).toEqual({ effect: 'hang' });
  expect(job('glue:JobRun kill')).toEqual({ effect: 'kill' });
  expect(job('glue:JobRun if JobName=other hang')).toBeUndefined();
});
