import type {
  UpdateEndpointWeightsAndCapacitiesInput,
  UpdateEndpointWeightsAndCapacitiesOutput,
} from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { sageMaker } from './context.ts';
import { endpointNamed } from './endpoints/variants.ts';
import { invalid } from './errors.ts';

export const updateEndpointWeightsAndCapacities = operation<
  UpdateEndpointWeightsAndCapacitiesInput,
  UpdateEndpointWeightsAndCapacitiesOutput
>({
  name: 'UpdateEndpointWeightsAndCapacities',
  accepts: ['EndpointName', 'DesiredWeightsAndCapacities'],
  required: ['EndpointName', 'DesiredWeightsAndCapacities'],
  access: (input, { cloud }) => [
    {
      action: 'sagemaker:UpdateEndpointWeightsAndCapacities',
      resource: cloud.arn('sagemaker', `endpoint/${input.EndpointName?.toLowerCase()}`),
    },
  ],
  run: (input, call) => {
    const context = sageMaker(call);
    const record = endpointNamed(context, input.EndpointName);
    if (record.status !== 'InService') throw invalid(`Cannot update in-progress endpoint "${record.arn}".`);
    const wanted = input.DesiredWeightsAndCapacities ?? [];
    for (const { VariantName } of wanted)
      if (!record.variants.some(({ name }) => name === VariantName))
        throw invalid(`The variant ${VariantName} does not exist in endpoint "${record.arn}".`);
    record.variants = record.variants.map((variant) => {
      const change = wanted.find(({ VariantName }) => VariantName === variant.name);
      return {
        ...variant,
        weight: change?.DesiredWeight ?? variant.weight,
        instances: change?.DesiredInstanceCount ?? variant.instances,
      };
    });
    context.endpoints.changed(record);
    return { EndpointArn: record.arn };
  },
});
