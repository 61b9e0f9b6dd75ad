import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { images } from '../containers/images.ts';
import type { AnyOperation } from '../service.ts';
import { inertMembers } from '../services/sagemaker/checkMembers.ts';
import { operations } from '../services/sagemaker/index.ts';
import { xgboostMetrics } from '../services/sagemaker/training/metrics.ts';

/** SUPPORT.md's section on SageMaker, from the code: operations, images, hyperparameters, metrics, and what is refused. */
export const sageMakerSupport = (): string =>
  [
    '## SageMaker',
    '',
    'Jobs and endpoints are processes of your own user with the real `xgboost` of the image’s version; nothing is isolated.',
    '',
    '### Operations',
    '',
    '| Operation | Taken without an effect |',
    '|---|---|',
    ...operations.map(row),
    '| InvokeEndpoint (SageMaker Runtime) | InferenceId |',
    '',
    'Parameters below the top level that have no effect:',
    '',
    ...Object.entries(inertMembers).map(([path, why]) => `- \`${path}\`: ${why}`),
    '',
    'Every other parameter that is not named in the operation’s file is refused with `ValidationException`.',
    '',
    '### Images',
    '',
    'Found by repository and tag, whatever the account and region in front. Any other image ends its job Failed with `ImageNotSupported`.',
    '',
    '| Image | Framework | Patched by AWS until |',
    '|---|---|---|',
    ...images.map(
      ({ repository, tag, framework, patchedUntil }) => `| ${repository}:${tag} | ${framework} | ${patchedUntil} |`,
    ),
    '',
    'Algorithm mode and script mode (`sagemaker_program`, `SAGEMAKER_PROGRAM`); `requirements.txt` goes into a layer of its own.',
    '',
    `Hyperparameters: ${hyperparameters().join(', ')}.`,
    '',
    `Metrics: ${xgboostMetrics.join(', ')}, error@t, ndcg@n, map@n.`,
    '',
    'Content types: training and serving take CSV and LIBSVM.',
    '',
    '### Refused, or different from AWS',
    '',
    ...DIFFERENT.map((line) => `- ${line}`),
    '',
  ].join('\n');

const row = ({ name, inert = [] }: AnyOperation): string => `| ${name} | ${inert.join(', ')} |`;

/** The names of the image's schema, read from where they are checked. */
export const hyperparameters = (): string[] => {
  const file = join(import.meta.dirname, '../containers/sagemaker_xgboost/hyperparameters.py');
  const schema = readFileSync(file, 'utf8').split('\nSCHEMA = {')[1]?.split('\n}')[0] ?? '';
  return [...schema.matchAll(/^ {4}"(\w+)":/gm)].map(([, name = '']) => name);
};

const DIFFERENT = [
  'GPU and accelerator instances, several instances, instance groups, Pipe mode, warm pools, hyperparameter tuning: refused.',
  'Parquet and RecordIO-protobuf (training, requests, answers): the job fails or the request is answered 415, by name.',
  'Files of a channel are read in the order of their names; AWS reads them in the directory’s order. Write one file a channel.',
  'Network isolation: a built-in algorithm opens no connection; for a script it is refused.',
  'Scripts with `/opt/ml` written in them are refused with file and line: there is no such folder. The SM_ variables lead to the job’s own.',
  'Multi-model, asynchronous and shadow endpoints, inference components, data capture, rolling updates: refused.',
  'Batch transform: SplitType None and Line; filters and joins need Line.',
  'LIBSVM requests to 3.2-0 with indices from 1 are shifted by one: assumed from its sources, not recorded.',
  'Spot instances are taken away only on demand: tags `nightjar:interrupt-after-rounds` and `nightjar:interrupt-after-seconds`, or a fault rule.',
];
