import type { DescribeModelInput, DescribeModelOutput } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { sageMaker } from './context.ts';
import { modelNamed } from './modelNamed.ts';

export const describeModel = operation<DescribeModelInput, DescribeModelOutput>({
  name: 'DescribeModel',
  accepts: ['ModelName'],
  required: ['ModelName'],
  access: ({ ModelName = '' }, { cloud }) => [
    { action: 'sagemaker:DescribeModel', resource: cloud.arn('sagemaker', `model/${ModelName.toLowerCase()}`) },
  ],
  run: ({ ModelName }, call) => {
    const { request, arn, created, container } = modelNamed(sageMaker(call), ModelName);
    const { Tags: _tags, ...rest } = request;
    return {
      ...rest,
      ModelName,
      ...(rest.PrimaryContainer && {
        PrimaryContainer: { Mode: 'SingleModel', ...container, ...rest.PrimaryContainer },
      }),
      ModelArn: arn,
      CreationTime: new Date(created),
      EnableNetworkIsolation: rest.EnableNetworkIsolation ?? false,
    };
  },
});
