import {
  BatchStopJobRunCommand,
  CreateJobCommand,
  GetJobRunCommand,
  GetJobRunsCommand,
  type GlueClient,
  type JobRun,
  StartJobRunCommand,
} from '@aws-sdk/client-glue';
import type { JobFault } from '../../../local-aws/cloud.ts';
import { STEP_RUNNER_MARK } from '../../../local-aws/services/glue/jobs/sqlJob.ts';
import { Laptop } from './laptop.ts';

// A step is a process of its own; on a busy machine it takes seconds to start.
jest.setTimeout(30_000);

const STEP = {
  version: 1,
  name: 'copy',
  parameters: {},
  inputs: [{ name: 'source', format: 'csv', files: ['s3://data/in.csv'], columns: [{ name: 'id', type: 'STRING' }] }],
  views: [],
  outputs: [
    {
      name: 'copy',
      sql: 'SELECT id FROM source',
      columns: [{ name: 'id', type: 'STRING' }],
      location: 's3://data/out/',
      format: 'csv',
    },
  ],
  manifest: 's3://data/runs/manifest.json',
};
const ROLE = 'arn:aws:iam::123456789012:role/job';

let laptop: Laptop;
let glue: GlueClient;
let fault: JobFault | undefined;

beforeEach(async () => {
  laptop = new Laptop();
  glue = await laptop.start();
  fault = undefined;
  laptop.server?.faults && Object.assign(laptop.server.faults, { job: () => fault });
  laptop.land('s3://code/run_sql.py', `${STEP_RUNNER_MARK}\n`);
  laptop.land('s3://data/step.json', JSON.stringify(STEP));
  laptop.land('s3://data/in.csv', 'id\n1\n2\n');
  await createJob('night', 's3://code/run_sql.py');
});
afterEach(async () => {
  await laptop.stop();
  laptop.remove();
});

const createJob = (Name: string, ScriptLocation: string) =>
  glue.send(
    new CreateJobCommand({
      Name,
      Role: ROLE,
      Command: { Name: 'glueetl', ScriptLocation, PythonVersion: '3' },
      DefaultArguments: { '--step': 's3://data/step.json' },
      GlueVersion: '6.0',
      WorkerType: 'G.1X',
      NumberOfWorkers: 2,
      Timeout: 60,
    }),
  );

const start = async (JobName = 'night', Arguments: Record<string, string> = {}): Promise<string> =>
  (await glue.send(new StartJobRunCommand({ JobName, Arguments }))).JobRunId ?? '';

const runOf = async (RunId: string, JobName = 'night'): Promise<JobRun> =>
  (await glue.send(new GetJobRunCommand({ JobName, RunId }))).JobRun ?? {};

const ended = async (RunId: string, JobName = 'night'): Promise<JobRun> => {
  for (;;) {
    const run = await runOf(RunId, JobName);
    if (!['STARTING', 'RUNNING', 'STOPPING'].includes(run.JobRunState ?? '')) return run;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

test('a run executes the step, writes its manifest and log with the role, and tells the bus', async () => {
  const id = await start('night', { '--run': 'r1' });
  const run = await ended(id);
  expect(run).toMatchObject({ JobRunState: 'SUCCEEDED', Arguments: { '--run': 'r1' }, NumberOfWorkers: 2 });
  expect(run.DPUSeconds).toBe((run.ExecutionTime ?? 0) * 2);
  expect(laptop.read('s3://data/out/part-00000.csv')).toBe('id\n1\n2\n');
  expect(JSON.parse(laptop.read('s3://data/runs/manifest.json'))).toMatchObject({ outputs: [{ rows: 2 }] });
  expect(laptop.events).toEqual([
    expect.objectContaining({
      source: 'aws.glue',
      detailType: 'Glue Job State Change',
      detail: { jobName: 'night', jobRunId: id, state: 'SUCCEEDED', severity: 'INFO', message: 'Job run succeeded' },
    }),
  ]);
  expect(laptop.logs).toContainEqual({
    group: '/aws-glue/jobs/output',
    message: 'wrote 2 rows of copy',
    caller: 'arn:aws:sts::123456789012:assumed-role/job/GlueJobRunnerSession',
  });
});

test("a run's failure is named in its ErrorMessage and in the event, and leaves no manifest", async () => {
  laptop.land('s3://data/in.csv', 'name\n1\n');
  const id = await start();
  const run = await ended(id);
  expect(run).toMatchObject({
    JobRunState: 'FAILED',
    ErrorMessage: expect.stringMatching(/^SchemaChanged: table source/),
  });
  expect(laptop.events[0]?.detail).toMatchObject({
    state: 'FAILED',
    severity: 'ERROR',
    message: expect.stringContaining(id),
  });
  expect(() => laptop.read('s3://data/runs/manifest.json')).toThrow(/ENOENT/);
});

test.each([
  [
    'a script of somebody else',
    () => laptop.land('s3://code/run_sql.py', 'print(1)'),
    /^ScriptNotSupported: s3:\/\/code\/run_sql.py/,
  ],
  ['a missing script', () => laptop.denied.clear(), /^SourceMissing: s3:\/\/code\/other.py is not there/],
  ['a source that the role may not read', () => laptop.denied.add('in.csv'), /^AccessDenied: no right to in.csv/],
  [
    'a step that is no JSON',
    () => laptop.land('s3://data/step.json', '{'),
    /^StepInvalid: s3:\/\/data\/step.json is not JSON/,
  ],
])('%s ends the run FAILED by name', async (name, arrange, message) => {
  if (name === 'a missing script') await createJob('other', 's3://code/other.py');
  arrange();
  const job = name === 'a missing script' ? 'other' : 'night';
  expect(await ended(await start(job), job)).toMatchObject({
    JobRunState: 'FAILED',
    ErrorMessage: expect.stringMatching(message),
  });
});

test('runs beyond MaxConcurrentRuns are refused', async () => {
  fault = { effect: 'hang' };
  await start();
  await expect(start()).rejects.toMatchObject({ name: 'ConcurrentRunsExceededException' });
});

test('a hanging run is ended by its time limit on the moved clock', async () => {
  fault = { effect: 'hang' };
  const id = await start();
  await new Promise((resolve) => setImmediate(resolve));
  expect((await runOf(id)).JobRunState).toBe('RUNNING');
  laptop.clock.advance(60 * 60_000);
  expect(await ended(id)).toMatchObject({
    JobRunState: 'TIMEOUT',
    ErrorMessage: expect.stringMatching(/^JobTimeout: .*60 minutes/),
  });
});

test('a stopped run is STOPPED, once; stopping it again is reported', async () => {
  fault = { effect: 'hang' };
  const id = await start();
  const stop = () => glue.send(new BatchStopJobRunCommand({ JobName: 'night', JobRunIds: [id, 'jr_none'] }));
  const first = await stop();
  expect(first.SuccessfulSubmissions).toEqual([{ JobName: 'night', JobRunId: id }]);
  expect(first.Errors).toMatchObject([{ JobRunId: 'jr_none', ErrorDetail: { ErrorCode: 'EntityNotFoundException' } }]);
  expect(await ended(id)).toMatchObject({ JobRunState: 'STOPPED' });
  expect((await stop()).Errors).toHaveLength(2);
});

test.each([
  [{ effect: 'end', state: 'FAILED', message: 'DiskFull: no space left' }, 'FAILED', 'DiskFull: no space left'],
  [{ effect: 'kill' }, 'FAILED', "EngineFailed: the run's process ended with SIGKILL"],
] satisfies [JobFault, string, string][])('an injected fault %j ends the run', async (injected, state, message) => {
  fault = injected;
  expect(await ended(await start())).toMatchObject({ JobRunState: state, ErrorMessage: message });
});

test('a run that a former server left unfinished ends FAILED with a reason', async () => {
  fault = { effect: 'hang' };
  const id = await start();
  await laptop.stop();
  glue = await laptop.start();
  expect(await ended(id)).toMatchObject({
    JobRunState: 'FAILED',
    ErrorMessage: expect.stringMatching(/^EngineStopped/),
  });
});

test('runs are listed newest first, page by page', async () => {
  const first = await start();
  await ended(first);
  laptop.clock.advance(1000);
  const second = await start();
  await ended(second);
  const page = await glue.send(new GetJobRunsCommand({ JobName: 'night', MaxResults: 1 }));
  expect(page.JobRuns?.map(({ Id }) => Id)).toEqual([second]);
  const { NextToken } = page;
  const rest = await glue.send(new GetJobRunsCommand({ JobName: 'night', NextToken }));
  expect(rest.JobRuns?.map(({ Id }) => Id)).toEqual([first]);
});

test('a job that does not exist cannot start', async () => {
  await expect(start('none')).rejects.toMatchObject({ name: 'EntityNotFoundException' });
});
