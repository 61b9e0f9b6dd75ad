import type { DescribeEndpointConfigInput, DescribeEndpointConfigOutput } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { sageMaker } from './context.ts';
import { endpointConfigNamed } from './endpoints/variants.ts';

export const describeEndpointConfig = operation<DescribeEndpointConfigInput, DescribeEndpointConfigOutput>({
  name: 'DescribeEndpointConfig',
  accepts: ['EndpointConfigName'],
  required: ['EndpointConfigName'],
  access: ({ EndpointConfigName = '' }, { cloud }) => [
    {
      action: 'sagemaker:DescribeEndpointConfig',
      resource: cloud.arn('sagemaker', `endpoint-config/${EndpointConfigName.toLowerCase()}`),
    },
  ],
  run: ({ EndpointConfigName }, call) => {
    const { request, arn, created } = endpointConfigNamed(sageMaker(call), EndpointConfigName);
    const { Tags: _tags, ...rest } = request;
    return {
      ...rest,
      EndpointConfigName,
      EndpointConfigArn: arn,
      ProductionVariants: rest.ProductionVariants,
      CreationTime: new Date(created),
    };
  },
});
