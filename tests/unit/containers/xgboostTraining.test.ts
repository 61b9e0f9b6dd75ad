import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JobFolder, makeJobFolder, writeConfig } from '../../../local-aws/containers/jobFolder.ts';
import { LineCutter } from '../../../local-aws/containers/logLines.ts';
import type { PythonEnvironment } from '../../../local-aws/python/environment.ts';
import { builtInMetricDefinitions, MetricFinder } from '../../../local-aws/services/sagemaker/training/metrics.ts';
import { table } from '../../contract/sagemaker/data.ts';
import { sharedEnvironment } from './environments.ts';

const CONTAINERS = join(import.meta.dirname, '../../../local-aws/containers');
const FIRST_RUN_MS = 120_000;

let scratch: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'nightjar-xgboost-'));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const csv = { ContentType: 'text/csv', TrainingInputMode: 'File', S3DistributionType: 'FullyReplicated' };

interface Job {
  hyperparameters: Record<string, string>;
  /** By channel and name. */
  files: Record<string, Record<string, string>>;
  channels?: Record<string, object>;
}

interface Outcome {
  code: number;
  lines: string[];
  folder: JobFolder;
  failure: string;
}

/** Runs the image's `train` on each job. */
const train = (python: PythonEnvironment, jobs: readonly Job[]): Outcome[] => {
  const folders = jobs.map(({ hyperparameters, files, channels }) => {
    const folder = makeJobFolder(mkdtempSync(join(scratch, 'job-')));
    writeConfig(folder, 'hyperparameters.json', hyperparameters);
    const described = channels ?? Object.fromEntries(Object.keys(files).map((name) => [name, csv]));
    writeConfig(folder, 'inputdataconfig.json', described);
    for (const [channel, content] of Object.entries(files)) {
      mkdirSync(join(folder.data, channel), { recursive: true });
      for (const [name, text] of Object.entries(content)) writeFileSync(join(folder.data, channel, name), text);
    }
    return folder;
  });
  const run = spawnSync(
    python.python,
    [join(import.meta.dirname, 'manyJobs.py'), CONTAINERS, ...folders.map(({ base }) => base)],
    {
      env: {
        OMP_WAIT_POLICY: 'PASSIVE',
        GOMP_SPINCOUNT: '0',
        OMP_NUM_THREADS: '1',
        PYTHONPYCACHEPREFIX: join(scratch, 'bytecode'),
      },
      encoding: 'utf8',
    },
  );
  expect([run.status, run.stderr]).toEqual([0, '']);
  return folders.map((folder) => {
    const lines: string[] = [];
    const cutter = new LineCutter((line) => lines.push(line));
    cutter.write(readFileSync(join(folder.base, 'log')));
    const failure = join(folder.output, 'failure');
    return {
      code: Number(readFileSync(join(folder.base, 'exit'), 'utf8')),
      lines,
      folder,
      failure: existsSync(failure) ? readFileSync(failure, 'utf8') : '',
    };
  });
};

const data = { train: { 'train.csv': table(400, 1) }, validation: { 'validation.csv': table(100, 2) } };

describe.each(['xgboost-3.2.0', 'xgboost-3.0.5'] as const)('%s', (lock) => {
  let python: PythonEnvironment;
  beforeAll(async () => {
    python = await sharedEnvironment(lock);
  }, FIRST_RUN_MS);

  const common = { objective: 'binary:logistic', eval_metric: 'auc,logloss', num_round: '20' };
  const configurations: Record<string, Record<string, string>> = {
    exact: { ...common, tree_method: 'exact', base_score: '0.5' },
    stopped: { ...common, num_round: '60', early_stopping_rounds: '3', eta: '0.9' },
    sampled: { ...common, subsample: '0.7', colsample_bytree: '0.5', seed: '7' },
    monotone: { ...common, tree_method: 'hist', monotone_constraints: '(1,-1,0,0)' },
  };

  test('models and evaluation lines are those of plain xgboost, byte for byte', async () => {
    const folder = mkdtempSync(join(scratch, 'plain-'));
    writeFileSync(join(folder, 'train.csv'), data.train['train.csv']);
    writeFileSync(join(folder, 'validation.csv'), data.validation['validation.csv']);
    const plain = spawnSync(
      python.python,
      [join(import.meta.dirname, 'plain.py'), folder, JSON.stringify(configurations)],
      { env: { OMP_WAIT_POLICY: 'PASSIVE', GOMP_SPINCOUNT: '0', OMP_NUM_THREADS: '1' } },
    );
    expect(plain.status).toBe(0);
    const logOf = (name: string) =>
      readFileSync(join(folder, `${name}.log`), 'utf8')
        .trim()
        .replaceAll('\t', '#011')
        .split('\n');
    const jobs = Object.values(configurations).map((hyperparameters) => ({ hyperparameters, files: data }));
    const outcomes = train(python, jobs);

    for (const [index, name] of Object.keys(configurations).entries()) {
      const { code, lines, folder: job, failure } = outcomes[index] as Outcome;
      expect([name, code, failure]).toEqual([name, 0, '']);
      const printed = lines.filter((line) => /^\[\d+\]#011/.test(line));
      // XGBoost 3.0 keeps callbacks in a set: whether the round that stops early is printed is left to chance, on AWS too.
      const sure = name === 'stopped' ? -1 : undefined;
      expect(printed.slice(0, logOf(name).length).slice(0, sure)).toEqual(
        logOf(name).slice(0, printed.length).slice(0, sure),
      );
      const [own, theirs] = [join(job.model, 'xgboost-model'), join(folder, `${name}.model`)].map((file) =>
        readFileSync(file),
      );
      expect(own?.equals(theirs ?? Buffer.alloc(0))).toBe(true);
    }
  }, 30_000);

  // Texts: recorded with the container v3.0-5 run as a process; the checks of 3.2-0 are the same code.
  const refusals: [Record<string, string>, string | RegExp][] = [
    [{}, 'Missing required hyperparameter: num_round'],
    [{ num_round: '1', foo: '1' }, 'Extraneous hyperparameter found: foo'],
    [{ num_round: '0' }, 'Hyperparameter num_round: 0 is not in [1, +inf)'],
    [{ num_round: '3.0' }, 'Hyperparameter num_round: could not parse value (caused by ValueError)'],
    [{ num_round: '1', subsample: '0.0' }, 'Hyperparameter subsample: 0.0 is not in (0, 1]'],
    [
      { num_round: '1', objective: 'foo' },
      /^Hyperparameter objective: foo is not in \['aft_loss_distribution', 'binary:logistic', /,
    ],
    [
      { num_round: '1', objective: 'multi:softmax' },
      "Require input for parameter 'num_class' for multi-classification",
    ],
    [
      { num_round: '1', objective: 'reg:squarederror', eval_metric: 'auc' },
      "Metric 'auc' can only be applied for classification and ranking problems.",
    ],
    [
      { num_round: '1', monotone_constraints: '(1,0)' },
      "monotone_constraints can be used only when the tree_method parameter is set to either 'exact' or 'hist'.",
    ],
    [{ num_round: '1', eta: '2' }, 'Hyperparameter eta: 2.0 is not in [0, 1]'],
    [{ num_round: '1', tweedie_variance_power: '2' }, 'Hyperparameter tweedie_variance_power: 2.0 is not in (1, 2)'],
    [{ num_round: '1', seed: '-2147483648' }, 'Hyperparameter seed: -2147483648 is not in (-2147483648, 2147483647)'],
    [
      { num_round: '1', objective: 'binary:logistic', eval_metric: 'error@x' },
      "Threshold value 't' in 'error@t' expects float input.",
    ],
  ];
  const channel = (changes: object) => ({ train: { ...csv, ...changes } });
  const wrongChannels: [Record<string, object>, string | RegExp][] = [
    [{}, 'Missing required channel: train'],
    [{ ...channel({}), test: csv }, 'Extraneous channel found: test'],
    [
      channel({ ContentType: 'text/csv;label_size=1' }),
      /^Channel configuration for 'train' channel is not supported: \{'ContentType': 'text\/csv;label_size=1'/,
    ],
    [channel({ TrainingInputMode: 'FastFile' }), /^Channel configuration for 'train' channel is not supported:/],
  ];

  test('wrong hyperparameters and channels are refused in the image’s words, aliases are taken', () => {
    const accepted = {
      num_round: '2',
      learning_rate: '0.5',
      reg_lambda: '2',
      eval_metric: 'error@0.3,logloss',
      objective: 'binary:logistic',
    };
    const input = JSON.stringify({
      hyperparameters: [...refusals.map(([given]) => given), accepted],
      channels: wrongChannels.map(([given]) => given),
    });
    const { stdout } = spawnSync(python.python, [join(import.meta.dirname, 'refusals.py'), CONTAINERS], {
      input,
      encoding: 'utf8',
    });
    const answers = JSON.parse(stdout) as { hyperparameters: object[]; channels: object[] };
    const expected = (text: string | RegExp) => ({
      refused: typeof text === 'string' ? text : expect.stringMatching(text),
    });

    expect(answers.hyperparameters.slice(0, -1)).toEqual(refusals.map(([, text]) => expected(text)));
    expect(answers.hyperparameters.at(-1)).toEqual({
      accepted: {
        num_round: 2,
        eta: 0.5,
        lambda: 2,
        eval_metric: ['error@0.3', 'logloss'],
        objective: 'binary:logistic',
      },
    });
    expect(answers.channels).toEqual(wrongChannels.map(([, text]) => expected(text)));
  });

  const broken: [string, object, Record<string, string>, RegExp][] = [
    [
      'CSV without a content type',
      { ...csv, ContentType: undefined },
      { 'a.csv': '1,2,3\n' },
      /First line '1,2,3\n\.\.\.' of file 'a\.csv' is not 'LIBSVM' format\./,
    ],
    ['a hidden file', csv, { '.x': '1,2\n' }, /Hidden file found in the data path! Remove that before training\./],
    ['no data', csv, { _SUCCESS: '' }, /No data in training channel path /],
    ['infinity', csv, { 'a.csv': '1,inf\n0,1\n' }, /Input data contains `inf`/],
    ['labels out of range', csv, { 'a.csv': '2,1\n0,1\n' }, /XGB train call failed with exception:\n /],
  ];

  test('broken data fails with the image’s report', () => {
    const jobs = broken.map(([, channel, files]) => ({
      hyperparameters: { num_round: '1', objective: 'binary:logistic' },
      files: { train: files },
      channels: { train: channel },
    }));
    for (const [index, { code, failure }] of train(python, jobs).entries()) {
      const [what, , , message] = broken[index] as (typeof broken)[number];
      expect([what, code]).toEqual([what, 1]);
      expect(failure).toMatch(/^framework error: \nTraceback/);
      expect(failure).toMatch(message);
    }
  });

  test('folds give a model each and the out-of-fold predictions', () => {
    const [{ code, folder, failure } = {} as Outcome] = train(python, [
      { hyperparameters: { ...common, _kfold: '3' }, files: data },
    ]);

    expect([code, failure]).toEqual([0, '']);
    expect(readdirSync(folder.model).sort()).toEqual(['xgboost-model-0', 'xgboost-model-1', 'xgboost-model-2']);
    const rows = readFileSync(join(folder.outputData, 'predictions.csv'), 'utf8').trim().split('\n');
    expect(rows).toHaveLength(500);
    expect(rows[0]).toMatch(/^[01]\.0{6},0\.\d{6},[01]\.0{6}$/);
  });
});

test('metrics are read from the log as the 66 expressions of AWS read them', () => {
  const line =
    '[12]#011train-auc:0.93442#011train-logloss:5.3877e-01#011validation-error@0.3:0.1#011validation-auc:0.91632';
  const own = new MetricFinder();
  const all = new MetricFinder(builtInMetricDefinitions());
  for (const finder of [own, all]) {
    finder.read('[2026-11-22:02:30:00:INFO] train-auc:1', 0);
    finder.read(line, 1);
  }

  expect([...own.found.values()].sort((a, b) => (a.MetricName < b.MetricName ? -1 : 1))).toEqual(
    [...all.found.values()].sort((a, b) => (a.MetricName < b.MetricName ? -1 : 1)),
  );
  expect(own.found.get('train:logloss')).toEqual({ MetricName: 'train:logloss', Value: 0.53877, Timestamp: 1 });
});
