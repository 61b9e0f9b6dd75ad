/**
 * How the parameters of `pipelines/card-fraud` were chosen: `npm run bench -- model [--data <transactions.csv.gz>] [--weeks 3]`.
 *
 * Each candidate is trained and measured on weeks that lie wholly before the test week (8 to 14 August 2018): the pipeline's own SQL is
 * run for the business dates 31, 24 and 17 July, so that split, delay and removal of compromised customers are those of the night. The
 * candidate with the highest mean average precision is the choice. The test week is measured once, at the end, with what the
 * pipeline ships; no candidate ever sees it.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { readPipeline } from '../functions/shared/pipelines/readPipeline.ts';
import { images } from '../local-aws/containers/images.ts';
import { pythonEnvironment } from '../local-aws/python/environment.ts';
import { locks } from '../local-aws/python/locks.ts';
import { PipelineRunner } from './model/pipelineRunner.ts';

type Parameters = Record<string, string | number>;
interface Measured {
  parameters: Parameters;
  auc: number;
  averagePrecision: number;
}

const root = join(import.meta.dirname, '..');
const VALIDATION_DATES = ['2018-07-31', '2018-07-24', '2018-07-17', '2018-07-10', '2018-07-03'];
const TEST_DATE = '2018-08-14';

const fixed = { objective: 'binary:logistic', base_score: 0.5, tree_method: 'exact', seed: 7 };
/** Depth, eta, rounds, and shares of rows and columns. */
const grid: [number, number, number, number, number][] = [
  [3, 0.1, 100, 1, 1],
  [3, 0.1, 200, 1, 1],
  [4, 0.1, 100, 1, 1],
  [4, 0.05, 200, 1, 1],
  [5, 0.05, 150, 1, 1],
  [4, 0.1, 100, 0.8, 0.6],
  [4, 0.05, 200, 0.8, 0.6],
  [5, 0.05, 200, 0.8, 0.6],
  [3, 0.05, 300, 0.8, 0.6],
  [6, 0.3, 100, 1, 1],
];
const candidates = grid.map(([max_depth, eta, num_round, subsample, colsample_bytree]) => ({
  ...fixed,
  max_depth,
  eta,
  num_round,
  subsample,
  colsample_bytree,
}));

const show = ({ parameters, auc, averagePrecision }: Measured): string =>
  `AP ${averagePrecision.toFixed(4)}  AUC ${auc.toFixed(4)}  ${Object.entries(parameters)
    .filter(([name]) => !Object.hasOwn(fixed, name))
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')}`;

/** Runs the search and prints it; throws when the data are not there. */
export const run = async (args: readonly string[]): Promise<void> => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string', default: join(root, '../shared/datasets/handbook/transactions.csv.gz') },
      weeks: { type: 'string', default: '3' },
    },
  });
  const [image] = images;
  if (!image) throw new Error('no image');
  const { python } = await pythonEnvironment(locks[image.lock], {
    root: process.env.NIGHTJAR_PYTHON_ENVIRONMENTS ?? join(root, '.nightjar/python'),
    progress: (line) => process.stderr.write(`${line}\n`),
  });
  const pipeline = await readPipeline(join(root, 'pipelines/card-fraud'));
  const scratch = mkdtempSync(join(tmpdir(), 'nightjar-model-'));
  try {
    const once = new PipelineRunner(pipeline, TEST_DATE, scratch);
    const clean = await once.transform({ transactions: await once.extract('transactions', [resolve(values.data)]) });
    const weekOf = async (date: string) => {
      const runner = new PipelineRunner(pipeline, date, scratch);
      const made = await runner.features(clean, `features-${date}`);
      const file = (name: string) => runner.path(runner.input(made, name).files[0] ?? '');
      return { train: file('train'), holdout: file('holdout') };
    };
    const measure = async (dates: string[], wanted: Parameters[]): Promise<Measured[]> => {
      const weeks = [];
      for (const date of dates) weeks.push(await weekOf(date));
      const request = join(scratch, 'request.json');
      writeFileSync(request, JSON.stringify({ weeks, candidates: wanted }));
      const { stdout } = await promisify(execFile)(python, [join(import.meta.dirname, 'model/search.py'), request], {
        env: { ...process.env, OMP_WAIT_POLICY: 'PASSIVE', GOMP_SPINCOUNT: '0' },
      });
      return stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Measured);
    };
    const dates = VALIDATION_DATES.slice(0, Number(values.weeks));
    const measured = await measure(dates, candidates);
    measured.sort((a, b) => b.averagePrecision - a.averagePrecision);
    console.log(`validation, mean of the weeks that end on ${dates.join(', ')}:`);
    for (const each of measured) console.log(`  ${show(each)}`);
    const { eval_metric: _, ...shipped } = pipeline.spec.training.hyperparameters;
    const [test] = await measure([TEST_DATE], [shipped]);
    if (!test) throw new Error('the test week was not measured');
    console.log(`test week, with what the pipeline ships:\n  ${show(test)}`);
    console.log(JSON.stringify({ benchmark: 'model', chosen: measured[0], test }));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};
