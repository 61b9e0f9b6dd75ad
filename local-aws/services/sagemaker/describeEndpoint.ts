import type { DescribeEndpointInput, DescribeEndpointOutput } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { sageMaker } from './context.ts';
import { endpointNamed } from './endpoints/variants.ts';
import type { VariantState } from './records.ts';

const summary = ({ name, container, weight, instances }: VariantState) => ({
  VariantName: name,
  DeployedImages: [{ SpecifiedImage: container.Image }],
  CurrentWeight: weight,
  DesiredWeight: weight,
  CurrentInstanceCount: instances,
  DesiredInstanceCount: instances,
});

export const describeEndpoint = operation<DescribeEndpointInput, DescribeEndpointOutput>({
  name: 'DescribeEndpoint',
  accepts: ['EndpointName'],
  required: ['EndpointName'],
  access: (input, { cloud }) => [
    {
      action: 'sagemaker:DescribeEndpoint',
      resource: cloud.arn('sagemaker', `endpoint/${input.EndpointName?.toLowerCase()}`),
    },
  ],
  run: ({ EndpointName }, call) => {
    const record = endpointNamed(sageMaker(call), EndpointName);
    const { pending } = record;
    return {
      EndpointName,
      EndpointArn: record.arn,
      EndpointConfigName: record.config,
      ProductionVariants: record.variants.map(summary),
      EndpointStatus: record.status,
      ...(record.failure !== undefined && { FailureReason: record.failure }),
      CreationTime: new Date(record.created),
      LastModifiedTime: new Date(record.modified),
      ...(record.lastDeployment && { LastDeploymentConfig: record.lastDeployment }),
      ...(pending && {
        PendingDeploymentSummary: {
          EndpointConfigName: pending.config,
          StartTime: new Date(pending.started),
          ProductionVariants: pending.variants.map((variant) => ({
            ...summary(variant),
            VariantStatus: [
              {
                Status: pending.phase as 'Creating' | 'Baking',
                StatusMessage: pending.message,
                StartTime: new Date(record.modified),
              },
            ],
          })),
        },
      }),
    };
  },
});
