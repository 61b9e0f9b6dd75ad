import type { UpdateEndpointInput, UpdateEndpointOutput } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { sageMaker } from './context.ts';
import { endpointNamed, variantsOf } from './endpoints/variants.ts';
import { invalid } from './errors.ts';

export const updateEndpoint = operation<UpdateEndpointInput, UpdateEndpointOutput>({
  name: 'UpdateEndpoint',
  accepts: [
    'EndpointName',
    'EndpointConfigName',
    'DeploymentConfig',
    'RetainAllVariantProperties',
    'RetainDeploymentConfig',
  ],
  required: ['EndpointName', 'EndpointConfigName'],
  access: (input, { cloud }) => [
    {
      action: 'sagemaker:UpdateEndpoint',
      resource: cloud.arn('sagemaker', `endpoint/${input.EndpointName?.toLowerCase()}`),
    },
    {
      action: 'sagemaker:UpdateEndpoint',
      resource: cloud.arn('sagemaker', `endpoint-config/${input.EndpointConfigName?.toLowerCase()}`),
    },
  ],
  run: (input, call) => {
    const context = sageMaker(call);
    const record = endpointNamed(context, input.EndpointName);
    const config = input.EndpointConfigName ?? '';
    let variants = variantsOf(context, config);
    if (record.status !== 'InService') {
      throw invalid(
        record.status === 'Failed'
          ? `Cannot update endpoint "${record.arn}" in status Failed.`
          : `Cannot update in-progress endpoint "${record.arn}".`,
      );
    }
    if (input.RetainAllVariantProperties)
      variants = variants.map((variant) => {
        const old = record.variants.find(({ name }) => name === variant.name);
        return old ? { ...variant, weight: old.weight, instances: old.instances } : variant;
      });
    const deployment = input.RetainDeploymentConfig ? record.lastDeployment : input.DeploymentConfig;
    context.endpoints.update(record, config, variants, deployment);
    return { EndpointArn: record.arn };
  },
});
