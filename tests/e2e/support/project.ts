import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const repository = join(import.meta.dirname, '../../..');

/** What packaging reads; everything else of the repository is of no use to it. */
const copied = [
  'functions',
  'glue',
  'package-lock.json',
  'package.json',
  'resources',
  'sagemaker',
  'serverless',
  'serverless.yml',
  'stages',
  'statemachines',
  'tsconfig.json',
];

/** Gates and training that a bank of a few hundred customers can be held to: what is tested is the machine, not the model. */
const forSmallBank = (spec: string): string => {
  const small = spec
    .replace(/ {2}gates:\n(?: {4}.*\n)+/, '  gates:\n    auc: { min: 0.05 }\n')
    .replace('num_round: 400', 'num_round: 30')
    .replace('min_child_weight: 8', 'min_child_weight: 1')
    .replace('eta: 0.04', 'eta: 0.2')
    .replace('timeoutMinutes: 30', 'timeoutMinutes: 90')
    .replace('tolerance: 0.01', 'tolerance: 0.5');
  for (const line of [
    'auc: { min: 0.05 }',
    'num_round: 30',
    'min_child_weight: 1',
    'eta: 0.2',
    'timeoutMinutes: 90',
    'tolerance: 0.5',
  ])
    if (!small.includes(line)) throw new Error(`pipelines/credit-risk/pipeline.yml: no place for ${line}`);
  return small;
};

/** The project with one pipeline for a small bank, in a folder of its own; packaged and deployed like any other. */
export const smallProject = (folder: string): string => {
  mkdirSync(join(folder, 'pipelines'), { recursive: true });
  // Without reports: their deadlines would raise alerts of their own when the clock jumps.
  mkdirSync(join(folder, 'reports'));
  for (const name of copied) cpSync(join(repository, name), join(folder, name), { recursive: true });
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
  cpSync(join(repository, 'pipelines/credit-risk'), join(folder, 'pipelines/credit-risk'), { recursive: true });
  const spec = join(folder, 'pipelines/credit-risk/pipeline.yml');
  writeFileSync(spec, forSmallBank(readFileSync(spec, 'utf8')));
  const rules = join(folder, 'pipelines/credit-risk/quality/features.dqdl');
  // So few loans may have any share of defaults.
  writeFileSync(rules, readFileSync(rules, 'utf8').replace('between 0.02 and 0.3', 'between 0.001 and 0.6'));
  return folder;
};
