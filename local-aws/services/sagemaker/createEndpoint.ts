import type { CreateEndpointInput, CreateEndpointOutput } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { tagsOf } from '../../tags.ts';
import { sageMaker } from './context.ts';
import { variantsOf } from './endpoints/variants.ts';
import { checkName, invalid } from './errors.ts';

export const createEndpoint = operation<CreateEndpointInput, CreateEndpointOutput>({
  name: 'CreateEndpoint',
  accepts: ['EndpointName', 'EndpointConfigName', 'Tags'],
  required: ['EndpointName', 'EndpointConfigName'],
  access: (input, { cloud }) => {
    const resource = cloud.arn('sagemaker', `endpoint/${input.EndpointName?.toLowerCase()}`);
    return [
      { action: 'sagemaker:CreateEndpoint', resource },
      {
        action: 'sagemaker:CreateEndpoint',
        resource: cloud.arn('sagemaker', `endpoint-config/${input.EndpointConfigName?.toLowerCase()}`),
      },
      ...(input.Tags?.length ? [{ action: 'sagemaker:AddTags', resource }] : []),
    ];
  },
  run: (input, call) => {
    const context = sageMaker(call);
    const { tables, endpoints } = context;
    const name = checkName('endpointName', input.EndpointName);
    const arn = call.cloud.arn('sagemaker', `endpoint/${name.toLowerCase()}`);
    const variants = variantsOf(context, input.EndpointConfigName ?? '');
    if (tables.endpoints.get(name)) throw invalid(`Cannot create already existing endpoint "${arn}".`);
    if (input.Tags?.length) tables.tags.put(arn, tagsOf(input.Tags));
    const now = call.cloud.clock.now();
    endpoints.create({
      arn,
      name,
      config: input.EndpointConfigName ?? '',
      status: 'Creating',
      created: now,
      modified: now,
      variants,
    });
    return { EndpointArn: arn };
  },
});
