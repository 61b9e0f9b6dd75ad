import type { DeleteEndpointConfigInput } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { sageMaker } from './context.ts';
import { endpointConfigNamed } from './endpoints/variants.ts';

/** Also while an endpoint uses it, as on AWS: SageMaker's own SDK deletes the configuration before the endpoint. */
export const deleteEndpointConfig = operation<DeleteEndpointConfigInput, object>({
  name: 'DeleteEndpointConfig',
  accepts: ['EndpointConfigName'],
  required: ['EndpointConfigName'],
  access: ({ EndpointConfigName = '' }, { cloud }) => [
    {
      action: 'sagemaker:DeleteEndpointConfig',
      resource: cloud.arn('sagemaker', `endpoint-config/${EndpointConfigName.toLowerCase()}`),
    },
  ],
  run: ({ EndpointConfigName = '' }, call) => {
    const context = sageMaker(call);
    const { arn } = endpointConfigNamed(context, EndpointConfigName);
    context.tables.endpointConfigs.delete(EndpointConfigName);
    context.tables.tags.delete(arn);
    return {};
  },
});
