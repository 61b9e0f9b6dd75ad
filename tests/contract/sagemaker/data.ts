import type { CreateTrainingJobRequest } from '@aws-sdk/client-sagemaker';
import { BUCKET, image, ROLE } from './laptop.ts';

/** Numbers in [0, 1) from a seed, the same everywhere. */
export const random = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** Rows of a known process: label first, four features, some cells missing. */
export const table = (rows: number, seed: number): string => {
  const next = random(seed);
  const lines: string[] = [];
  for (let row = 0; row < rows; row++) {
    const features = [next() * 4 - 2, next() * 4 - 2, next() * 10, Math.round(next() * 5)];
    const [a = 0, b = 0, c = 0] = features;
    const label = next() < 1 / (1 + Math.exp(-(1.5 * a - b + 0.2 * (c - 5)))) ? 1 : 0;
    lines.push([label, ...features.map((value) => (next() < 0.05 ? '' : value.toFixed(3)))].join(','));
  }
  return `${lines.join('\n')}\n`;
};

/** The same rows without the label: what a model is asked. */
export const features = (text: string): string => text.replace(/^[^,]*,/gm, '');

export const channel = (name: string, contentType: string | undefined = 'text/csv') => ({
  ChannelName: name,
  ...(contentType && { ContentType: contentType }),
  DataSource: {
    S3DataSource: {
      S3DataType: 'S3Prefix' as const,
      S3Uri: `s3://${BUCKET}/features/${name}/`,
      S3DataDistributionType: 'FullyReplicated' as const,
    },
  },
});

/** A small job of the built-in algorithm on `features/train/` and `features/validation/`. */
export const job = (name: string, changes: Partial<CreateTrainingJobRequest> = {}): CreateTrainingJobRequest => ({
  TrainingJobName: name,
  RoleArn: ROLE,
  AlgorithmSpecification: { TrainingImage: image(), TrainingInputMode: 'File' },
  HyperParameters: { num_round: '10', objective: 'binary:logistic', eval_metric: 'auc,logloss', max_depth: '3' },
  InputDataConfig: [channel('train'), channel('validation')],
  OutputDataConfig: { S3OutputPath: `s3://${BUCKET}/models` },
  ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 10 },
  StoppingCondition: { MaxRuntimeInSeconds: 3600 },
  ...changes,
});
