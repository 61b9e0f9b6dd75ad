import type { CreateTrainingJobCommandInput } from '@aws-sdk/client-sagemaker';
import { featuresOutcome } from '../shared/contracts/outcomes.ts';
import type { ResolvedPipeline } from '../shared/contracts/resolved.ts';
import type { Run } from '../shared/contracts/run.ts';
import type { Manifest } from '../shared/contracts/step.ts';
import { env } from '../shared/env.ts';
import { imageUri } from '../shared/images.ts';
import { trainingDriver } from '../shared/jobs/training.ts';
import { layout } from '../shared/layout.ts';
import { roleArn } from '../shared/roleArn.ts';
import { createStageHandler } from '../shared/stage.ts';
import { manifestOf, outputOf } from '../shared/steps.ts';

/** One channel, one file: the trainer reads files in directory order, and the order of rows decides the model. */
const channel = (name: string, left: Manifest) => ({
  ChannelName: name,
  ContentType: 'text/csv',
  InputMode: 'File' as const,
  DataSource: {
    S3DataSource: {
      S3DataType: 'S3Prefix' as const,
      S3Uri: outputOf(left, name).location,
      S3DataDistributionType: 'FullyReplicated' as const,
    },
  },
});

const jobOf = (
  run: Run,
  { spec }: ResolvedPipeline,
  left: Manifest,
): Omit<CreateTrainingJobCommandInput, 'TrainingJobName'> => {
  const { training } = spec;
  const image = imageUri(
    training.algorithm === 'xgboost' ? 'sagemaker-xgboost' : training.image,
    training.version,
    env.region(),
  );
  const channels = ['train', 'validation'].filter((name) =>
    left.outputs.some((output) => output.name === name && output.rows > 0),
  );
  return {
    RoleArn: roleArn(env.sagemakerRole(), run),
    AlgorithmSpecification: { TrainingImage: image, TrainingInputMode: 'File' },
    HyperParameters: Object.fromEntries(
      Object.entries(training.hyperparameters).map(([name, value]) => [name, String(value)]),
    ),
    InputDataConfig: channels.map((name) => channel(name, left)),
    OutputDataConfig: { S3OutputPath: layout.models(run.pipeline), KmsKeyId: env.dataKey() },
    ResourceConfig: {
      InstanceType: training.instanceType as 'ml.m5.xlarge',
      InstanceCount: training.instanceCount,
      VolumeSizeInGB: training.volumeGiB,
    },
    StoppingCondition: {
      MaxRuntimeInSeconds: training.maxRuntimeSeconds,
      ...(training.spot && { MaxWaitTimeInSeconds: training.maxWaitSeconds ?? training.maxRuntimeSeconds }),
    },
    EnableManagedSpotTraining: training.spot,
    Tags: [
      { Key: 'nightjar:pipeline', Value: run.pipeline },
      { Key: 'nightjar:business-date', Value: run.businessDate },
      { Key: 'nightjar:run', Value: run.runId },
    ],
  };
};

/** Trains the challenger on the night's own folds. */
export const handler = createStageHandler({
  stage: 'Train',
  kind: 'training',
  driver: trainingDriver,
  input: { features: featuresOutcome },
  plan: async ({ run, features }, pipeline) => {
    const left = await manifestOf(features.manifest);
    const folds = left.outputs
      .filter(({ name }) => name === 'train' || name === 'validation')
      .map(({ name, files }) => ({ name, files: files.map(({ etag, size }) => ({ etag, size })) }));
    return {
      keyed: { training: pipeline.spec.training, vector: pipeline.spec.features.columns, folds },
      request: async () => ({ job: jobOf(run, pipeline, left) }),
    };
  },
});
