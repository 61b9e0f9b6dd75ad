import type { DeleteEndpointInput } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { sageMaker } from './context.ts';
import { endpointNamed } from './endpoints/variants.ts';

export const deleteEndpoint = operation<DeleteEndpointInput, object>({
  name: 'DeleteEndpoint',
  accepts: ['EndpointName'],
  required: ['EndpointName'],
  access: (input, { cloud }) => [
    {
      action: 'sagemaker:DeleteEndpoint',
      resource: cloud.arn('sagemaker', `endpoint/${input.EndpointName?.toLowerCase()}`),
    },
  ],
  run: async ({ EndpointName }, call) => {
    const context = sageMaker(call);
    await context.endpoints.delete(endpointNamed(context, EndpointName));
    return {};
  },
});
