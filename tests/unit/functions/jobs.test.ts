import type { Run } from '../../../functions/shared/contracts/run.ts';
import { NightjarError } from '../../../functions/shared/errors.ts';
import type { JobDriver, JobState } from '../../../functions/shared/jobs/driver.ts';
import { jobName, parseJobName } from '../../../functions/shared/jobs/driver.ts';
import { jobRecords } from '../../../functions/shared/jobs/record.ts';
import { settle } from '../../../functions/shared/jobs/settle.ts';
import { startJob } from '../../../functions/shared/jobs/start.ts';
import { startFunctionsLaptop } from './laptop.ts';

jest.setTimeout(60_000);
let laptop: Awaited<ReturnType<typeof startFunctionsLaptop>>;
beforeAll(async () => {
  laptop = await startFunctionsLaptop();
});
afterAll(() => laptop?.close());

const run: Run = {
  pipeline: 'credit-risk',
  businessDate: '2026-11-22',
  runId: 'r1',
  executionArn: 'arn:aws:states:eu-central-1:000000000000:execution:night:r1',
  prefix: 's3://data/runs/credit-risk/2026-11-22/r1/',
  salt: '',
};

/** A service of jobs in memory, with the ways in which a start can go wrong. */
const service = () => {
  const jobs = new Map<string, JobState>();
  const found: { lost: boolean } = { lost: false };
  const outcome: { verified: () => Record<string, unknown> } = { verified: () => ({ manifest: 'm' }) };
  const driver: JobDriver = {
    find: async (record) => [...jobs.keys()].find((id) => id === jobName(record)),
    start: async (record) => {
      jobs.set(jobName(record), { status: 'running' });
      if (found.lost) throw new Error('socket hang up');
      return jobName(record);
    },
    describe: async (record) => jobs.get(record.jobId ?? '') ?? { status: 'running' },
    outcome: async () => outcome.verified(),
    stop: async () => {},
  };
  return { jobs, driver, found, outcome };
};

let number = 0;
const request = () => ({
  kind: 'glue' as const,
  stage: 'Transform',
  run,
  key: (++number).toString(16).padStart(24, '0'),
  request: {},
});
const endAll = (jobs: Map<string, JobState>, state: JobState) => {
  for (const id of jobs.keys()) jobs.set(id, state);
};
const recordOf = async (key: string) => {
  const record = await jobRecords.get(key);
  if (!record) throw new Error(`no record ${key}`);
  return record;
};

describe('a stage’s job', () => {
  test('is started once, and a second call attaches to it', async () => {
    const { jobs, driver } = service();
    const job = request();

    expect((await startJob(driver, job, 'token-1')).taken).toBe('started');
    expect((await startJob(driver, job, 'token-2')).taken).toBe('attached');
    expect(jobs.size).toBe(1);
    expect(await recordOf(job.key)).toMatchObject({ token: 'token-2', status: 'running', attempt: 1 });
  });

  test('is found where the call that started it could not say so', async () => {
    const { jobs, driver, found } = service();
    const job = request();
    found.lost = true;
    await expect(startJob(driver, job, 'token-1')).rejects.toThrow('socket hang up');
    found.lost = false;

    expect((await startJob(driver, job, 'token-1')).taken).toBe('attached');
    expect(jobs.size).toBe(1);
  });

  test('that has succeeded is not started again: its outcome is taken over', async () => {
    const { jobs, driver } = service();
    const job = request();
    await startJob(driver, job, 'token-1');
    endAll(jobs, { status: 'succeeded' });
    await settle(driver, await recordOf(job.key));

    const takeOver = jest.fn(async () => {});
    expect((await startJob({ ...driver, takeOver }, job, 'token-2')).taken).toBe('finished before');
    expect(jobs.size).toBe(1);
    expect(takeOver).toHaveBeenCalledWith(expect.objectContaining({ key: job.key, status: 'succeeded' }));
  });

  test('that has failed is started anew, under the next attempt', async () => {
    const { jobs, driver } = service();
    const job = request();
    await startJob(driver, job, 'token-1');
    endAll(jobs, { status: 'failed', error: 'JobFailed', cause: 'disk full' });
    await settle(driver, await recordOf(job.key));

    expect((await startJob(driver, job, 'token-2')).taken).toBe('started');
    expect([...jobs.keys()].map((name) => parseJobName(name)?.attempt)).toEqual([1, 2]);
  });
});

describe('the end of a job', () => {
  test('is recorded once, however often it is heard of', async () => {
    const { jobs, driver } = service();
    const job = request();
    await startJob(driver, job, 'token-1');
    const heardOf = await recordOf(job.key);
    endAll(jobs, { status: 'succeeded' });
    expect(await settle(driver, heardOf)).toBe('succeeded');
    endAll(jobs, { status: 'failed', error: 'JobFailed', cause: 'said late' });

    expect(await settle(driver, heardOf)).toBe('succeeded');
    expect(await recordOf(job.key)).toMatchObject({ status: 'succeeded', outcome: { manifest: 'm' } });
    expect(await jobRecords.listOpen()).not.toContainEqual(expect.objectContaining({ key: job.key }));
  });

  test('of an attempt that is over changes nothing of the next one', async () => {
    const { jobs, driver } = service();
    const job = request();
    await startJob(driver, job, 'token-1');
    const late = await recordOf(job.key);
    endAll(jobs, { status: 'failed', error: 'JobFailed', cause: 'x' });
    await settle(driver, late);
    await startJob(driver, job, 'token-2');

    await settle(driver, late);

    expect(await recordOf(job.key)).toMatchObject({ status: 'running', attempt: 2, open: 'yes' });
  });

  test('is a failure where what it left is not whole', async () => {
    const { jobs, driver, outcome } = service();
    const job = request();
    await startJob(driver, job, 'token-1');
    endAll(jobs, { status: 'succeeded' });
    outcome.verified = () => {
      throw new NightjarError('OutputIncomplete', 'no manifest');
    };

    expect(await settle(driver, await recordOf(job.key))).toBe('failed');
    expect(await recordOf(job.key)).toMatchObject({ error: 'OutputIncomplete', cause: 'no manifest' });
  });

  test('is not guessed where it cannot be looked at: the record stays open for the sweeper', async () => {
    const { jobs, driver, outcome } = service();
    const job = request();
    await startJob(driver, job, 'token-1');
    endAll(jobs, { status: 'succeeded' });
    outcome.verified = () => {
      throw new Error('socket hang up');
    };

    await expect(settle(driver, await recordOf(job.key))).rejects.toThrow('socket hang up');
    expect(await recordOf(job.key)).toMatchObject({ status: 'running', open: 'yes' });
  });
});

test('names of jobs carry their key and attempt, and other names none', () => {
  const key = 'abcdef0123456789abcdef01';

  expect(parseJobName(jobName({ key, attempt: 3, run }))).toEqual({ key, attempt: 3 });
  for (const name of ['somebody-elses-job', `${key}`, `credit-risk-${key.slice(1)}-1`, `x-${key}-`])
    expect(parseJobName(name)).toBeUndefined();
});
