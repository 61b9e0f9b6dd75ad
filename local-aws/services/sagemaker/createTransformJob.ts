import type { CreateTransformJobRequest, CreateTransformJobResponse } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { tagsOf } from '../../tags.ts';
import { sageMaker } from './context.ts';
import { checkName, inUse } from './errors.ts';
import { modelNamed } from './modelNamed.ts';
import { checkTransformJob } from './transform/checkTransformJob.ts';

export const createTransformJob = operation<CreateTransformJobRequest, CreateTransformJobResponse>({
  name: 'CreateTransformJob',
  accepts: [
    'TransformJobName',
    'ModelName',
    'MaxPayloadInMB',
    'BatchStrategy',
    'Environment',
    'TransformInput',
    'TransformOutput',
    'TransformResources',
    'DataProcessing',
    'Tags',
  ],
  inert: ['MaxConcurrentTransforms', 'ModelClientConfig', 'ExperimentConfig'],
  required: ['TransformJobName', 'ModelName', 'TransformInput', 'TransformOutput', 'TransformResources'],
  access: (input, { cloud }) => {
    const resource = cloud.arn('sagemaker', `transform-job/${input.TransformJobName?.toLowerCase()}`);
    return [
      { action: 'sagemaker:CreateTransformJob', resource },
      ...(input.Tags?.length ? [{ action: 'sagemaker:AddTags', resource }] : []),
    ];
  },
  run: (input, call) => {
    const context = sageMaker(call);
    const name = checkName('transformJobName', input.TransformJobName);
    const arn = call.cloud.arn('sagemaker', `transform-job/${name.toLowerCase()}`);
    checkTransformJob(input);
    const model = modelNamed(context, input.ModelName);
    if (context.tables.transformJobs.get(name))
      throw inUse(
        `Job name must be unique within an AWS account and region, and a job with this name already exists (${arn})`,
      );
    if (input.Tags?.length) context.tables.tags.put(arn, tagsOf(input.Tags));
    context.transform.create(name, arn, input, model);
    return { TransformJobArn: arn };
  },
});
