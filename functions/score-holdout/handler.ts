import * as z from 'zod';
import { featuresOutcome, trainingOutcome } from '../shared/contracts/outcomes.ts';
import { env } from '../shared/env.ts';
import { NightjarError } from '../shared/errors.ts';
import { hashOf } from '../shared/hash.ts';
import { transformDriver } from '../shared/jobs/transform.ts';
import { layout } from '../shared/layout.ts';
import { roleArn } from '../shared/roleArn.ts';
import { champions } from '../shared/runs.ts';
import { createStageHandler } from '../shared/stage.ts';
import { manifestOf, outputOf } from '../shared/steps.ts';

const model = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('challenger'), training: trainingOutcome }),
  z.strictObject({ role: z.literal('champion') }),
]);

/** The model that this role scores with: the night's own, or the one that serves. */
const artifactOf = async (
  pipeline: string,
  input: z.output<typeof model>,
): Promise<{ model: string; image: string }> => {
  if (input.role === 'challenger') return { model: input.training.model, image: input.training.image };
  const champion = await champions.get(pipeline);
  if (!champion)
    throw new NightjarError('ChampionChanged', `${pipeline} had a champion when the night began and has none now`);
  return champion;
};

/** Batch transform over the holdout: `id,score` for each row, in the rows' order. */
export const handler = createStageHandler({
  stage: 'ScoreHoldout',
  kind: 'transform',
  driver: transformDriver,
  input: { model, features: featuresOutcome },
  plan: async ({ run, model, features }, { spec }) => {
    const artifact = await artifactOf(run.pipeline, model);
    const [file] = outputOf(await manifestOf(features.manifest), 'scoring').files;
    if (!file) throw new NightjarError('OutputInvalid', `the holdout of ${run.pipeline} is empty`);
    const modelName = `${run.pipeline}-${hashOf(artifact).slice(0, 24)}`;
    return {
      keyed: { artifact, holdout: { etag: file.etag, size: file.size } },
      request: async (key) => {
        const output = layout.table('scores', run, model.role, key);
        return {
          modelName,
          scores: `${output}${file.uri.split('/').at(-1)}.out`,
          model: {
            ModelName: modelName,
            ExecutionRoleArn: roleArn(env.sagemakerRole(), run),
            PrimaryContainer: { Image: artifact.image, ModelDataUrl: artifact.model },
          },
          job: {
            ModelName: modelName,
            BatchStrategy: 'MultiRecord',
            TransformInput: {
              ContentType: 'text/csv',
              SplitType: 'Line',
              DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: file.uri } },
            },
            TransformOutput: {
              S3OutputPath: output,
              Accept: 'text/csv',
              AssembleWith: 'Line',
              KmsKeyId: env.dataKey(),
            },
            TransformResources: { InstanceType: spec.training.instanceType, InstanceCount: 1 },
            DataProcessing: { InputFilter: '$[1:]', JoinSource: 'Input', OutputFilter: '$[0,-1]' },
          },
        };
      },
    };
  },
});
