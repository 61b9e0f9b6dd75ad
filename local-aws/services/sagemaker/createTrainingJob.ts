import type { CreateTrainingJobRequest, CreateTrainingJobResponse } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { tagsOf } from '../../tags.ts';
import { sageMaker } from './context.ts';
import { checkName, checkRole, inUse } from './errors.ts';
import { checkTrainingJob } from './training/checkTrainingJob.ts';

export const createTrainingJob = operation<CreateTrainingJobRequest, CreateTrainingJobResponse>({
  name: 'CreateTrainingJob',
  accepts: [
    'TrainingJobName',
    'HyperParameters',
    'AlgorithmSpecification',
    'RoleArn',
    'InputDataConfig',
    'OutputDataConfig',
    'ResourceConfig',
    'StoppingCondition',
    'Tags',
    'EnableManagedSpotTraining',
    'EnableNetworkIsolation',
    'CheckpointConfig',
    'Environment',
  ],
  inert: [
    'VpcConfig',
    'EnableInterContainerTrafficEncryption',
    'DebugHookConfig',
    'DebugRuleConfigurations',
    'TensorBoardOutputConfig',
    'ExperimentConfig',
    'ProfilerConfig',
    'ProfilerRuleConfigurations',
    'RetryStrategy',
    'RemoteDebugConfig',
    'InfraCheckConfig',
  ],
  required: [
    'TrainingJobName',
    'RoleArn',
    'OutputDataConfig',
    'ResourceConfig',
    'StoppingCondition',
    'AlgorithmSpecification',
  ],
  access: (input, { cloud }) => [
    {
      action: 'sagemaker:CreateTrainingJob',
      resource: cloud.arn('sagemaker', `training-job/${input.TrainingJobName}`),
    },
    {
      action: 'iam:PassRole',
      resource: input.RoleArn ?? '*',
      context: { 'iam:PassedToService': 'sagemaker.amazonaws.com' },
    },
    ...(input.Tags?.length
      ? [
          {
            action: 'sagemaker:AddTags',
            resource: cloud.arn('sagemaker', `training-job/${input.TrainingJobName}`),
          },
        ]
      : []),
  ],
  run: (input, call) => {
    const { tables, training } = sageMaker(call);
    const name = checkName('trainingJobName', input.TrainingJobName);
    checkRole('roleArn', input.RoleArn);
    const arn = call.cloud.arn('sagemaker', `training-job/${name}`);
    checkTrainingJob(input);
    if (tables.trainingJobs.get(name))
      throw inUse(
        `Training job names must be unique within an AWS account and region, and a training job with this name already exists (${arn})`,
      );
    if (input.Tags?.length) tables.tags.put(arn, tagsOf(input.Tags));
    training.create(name, arn, input);
    return { TrainingJobArn: arn };
  },
});
