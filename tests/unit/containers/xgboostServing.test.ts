import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MovableClock } from '../../../local-aws/clock.ts';
import { makeJobFolder } from '../../../local-aws/containers/jobFolder.ts';
import { type Container, runContainer } from '../../../local-aws/containers/runContainer.ts';
import { probeRows } from '../../../local-aws/containers/scorer/probeRows.ts';
import { scoreCsv } from '../../../local-aws/containers/scorer/scoreCsv.ts';
import { readTreeModel } from '../../../local-aws/containers/scorer/treeModel.ts';
import type { PythonEnvironment } from '../../../local-aws/python/environment.ts';
import { table } from '../../contract/sagemaker/data.ts';
import { sharedEnvironment } from './environments.ts';

const CONTAINERS = join(import.meta.dirname, '../../../local-aws/containers');
const FIRST_RUN_MS = 120_000;
const FIT = `
import sys, xgboost
matrix = xgboost.DMatrix(sys.argv[1] + '?format=csv&label_column=0&delimiter=,')
xgboost.train({'objective': 'binary:logistic', 'max_depth': 6, 'nthread': 1}, matrix, 30).save_model(sys.argv[2])
`;

// The answers of container v3.0-5, recorded as a process; 3.2-0 has the same code but for LIBSVM indices.
describe.each(['xgboost-3.2.0', 'xgboost-3.0.5'] as const)('serving with %s', (lock) => {
  let scratch: string;
  let python: PythonEnvironment;
  let model: string;
  const containers: Container[] = [];

  /** A server of the model with these variables; its address. */
  const serve = async (variables: Record<string, string> = {}): Promise<string> => {
    const folder = makeJobFolder(mkdtempSync(join(scratch, 'server-')));
    cpSync(model, join(folder.model, 'xgboost-model'));
    const env = {
      SAGEMAKER_BASE_DIR: folder.base,
      SAGEMAKER_BIND_TO_PORT: '0',
      OMP_NUM_THREADS: '1',
      PYTHONPYCACHEPREFIX: join(scratch, 'bytecode'),
      ...variables,
    };
    containers.push(
      runContainer({ command: [python.python, join(CONTAINERS, 'run.py'), 'serve'], env }, new MovableClock(), {
        idle: true,
      }),
    );
    while (!existsSync(join(folder.scratch, 'port'))) await sleep(10);
    return `http://127.0.0.1:${readFileSync(join(folder.scratch, 'port'), 'utf8')}`;
  };

  let address: string;
  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'nightjar-serving-'));
    python = await sharedEnvironment(lock);
    writeFileSync(join(scratch, 'train.csv'), table(500, 1));
    model = join(scratch, 'model.ubj');
    const { status } = spawnSync(python.python, ['-c', FIT, join(scratch, 'train.csv'), model]);
    expect(status).toBe(0);
    address = await serve();
  }, FIRST_RUN_MS);

  afterAll(async () => {
    for (const container of containers) container.kill();
    await Promise.all(containers.map(({ exited }) => exited));
    rmSync(scratch, { recursive: true, force: true });
  });

  const ask = async (body: string, headers: Record<string, string> = { 'content-type': 'text/csv' }, at = address) => {
    const answer = await fetch(`${at}/invocations`, { method: 'POST', body: new TextEncoder().encode(body), headers });
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
  };

  test('it says that it lives, and how it wants to be asked', async () => {
    expect((await fetch(`${address}/ping`)).status).toBe(200);
    expect(await (await fetch(`${address}/execution-parameters`)).json()).toEqual({
      MaxConcurrentTransforms: expect.any(Number),
      BatchStrategy: 'MULTI_RECORD',
      MaxPayloadInMB: 6,
    });
  });

  test('CSV is answered with a score a line, JSON with objects', async () => {
    const plain = await ask('1,2,3,4\n1,,3,4\n', { 'content-type': 'text/csv; charset=utf-8' });
    const json = await ask('1,2,3,4\n', { 'content-type': 'text/csv', accept: 'application/json' });

    expect(plain).toMatchObject({
      status: 200,
      type: 'text/csv; charset=utf-8',
      text: expect.stringMatching(/^0\.\d+\n0\.\d+\n$/),
    });
    expect(json.type).toBe('application/json');
    expect(JSON.parse(json.text)).toEqual({ predictions: [{ score: Number(plain.text.split('\n')[0]) }] });
  });

  test.each([
    ['an empty body', '', { 'content-type': 'text/csv' }, 204, /^$/],
    [
      'JSON',
      '{}',
      { 'content-type': 'application/json' },
      415,
      /^application\/json is not an accepted ContentType: csv, libsvm, parquet, /,
    ],
    [
      'a header line',
      'a,b,c,d',
      { 'content-type': 'text/csv' },
      415,
      /^Loading csv data failed with Exception, please ensure data is in csv format:\n <class 'ValueError'>\n could not convert string to float/,
    ],
    ['ragged rows', '1,2,3,4\n1,2', { 'content-type': 'text/csv' }, 415, /inhomogeneous shape/],
    [
      'too many columns',
      '1,2,3,4,5',
      { 'content-type': 'text/csv' },
      400,
      /^Unable to evaluate payload provided: [\s\S]*Number of columns does not match number of features in booster\./,
    ],
    ['too few columns', '1,2', { 'content-type': 'text/csv' }, 200, /^0\.\d+\n$/],
    ['CSV without a content type', '1,2', {}, 415, /^Loading libsvm data failed/],
    [
      'another accept type',
      '1,2,3,4',
      { 'content-type': 'text/csv', accept: 'text/html' },
      406,
      /^Accept type text\/html is not supported\. Please use supported accept types: \['application\/json', /,
    ],
    [
      'JSON lines without selectable inference',
      '1,2,3,4',
      { 'content-type': 'text/csv', accept: 'application/jsonlines' },
      500,
      /jsonlines/,
    ],
    ['more than 6 MB', '1,2,3,4\n'.repeat(800_000), { 'content-type': 'text/csv' }, 413, /./],
  ])('%s is answered as by the image', async (_what, body, headers, status, text) => {
    const answer = await ask(body, headers as Record<string, string>);

    expect(answer.status).toBe(status);
    expect(answer.text).toMatch(text);
  });

  test('selectable inference answers what was selected, in its order', async () => {
    const selecting = await serve({ SAGEMAKER_INFERENCE_OUTPUT: 'predicted_label, probability,probabilities,foo' });
    const csv = await ask('1,2,3,4\n', { 'content-type': 'text/csv' }, selecting);
    const lines = await ask(
      '1,2,3,4\n1,2,3,4\n',
      { 'content-type': 'text/csv', accept: 'application/jsonlines' },
      selecting,
    );

    expect(csv.text).toMatch(/^[01],(0\.\d+),"\[0\.\d+, \1\]",nan$/);
    expect(lines.text.trim().split('\n')).toHaveLength(2);
    expect(lines.text).toMatch(
      /^\{"predicted_label": [01], "probability": 0\.\d+, "probabilities": \[.*\], "foo": NaN\}\n/,
    );
  });

  test('in batch transform every accept type is answered with a score a line', async () => {
    const batch = await serve({ SAGEMAKER_BATCH: 'true' });

    expect(await ask('1,2,3,4\n', { 'content-type': 'text/csv', accept: 'application/json' }, batch)).toMatchObject({
      status: 200,
      text: expect.stringMatching(/^0\.\d+\n$/),
    });
  });

  test('the scorer in this process answers 5,000 rows all over the trees character for character', async () => {
    const trees = readTreeModel(readFileSync(model));
    if (!trees) throw new Error('not read');
    const rows = probeRows(trees, 5_000);

    expect(scoreCsv(trees, Buffer.from(rows))).toBe((await ask(rows)).text);
  });
});

test.each([
  '1,2,3,x',
  '1,"2",3,4',
  '1, 2,3,4',
  'nan,1,1,1',
  '1,2\n1',
  '1',
  '1,2,3,4,5',
  '0x1,1,1,1',
  '1,2,3,4\r\n1,2,3,4',
])('the scorer leaves %p to the process', (body) => {
  const leaf = {
    features: 4,
    base: 0,
    roots: new Int32Array([0]),
    left: new Int32Array([-1]),
    right: new Int32Array([-1]),
    feature: new Int32Array([0]),
    value: new Float32Array([1]),
    defaultLeft: new Uint8Array([0]),
  };

  expect(scoreCsv(leaf, Buffer.from(body))).toBeUndefined();
  expect(scoreCsv(leaf, Buffer.from('1,,-3.5e-2,4\n'))).toBe('0.7310585975646973\n');
});
