import type {
  CreateEndpointConfigInput,
  CreateEndpointConfigOutput,
  ProductionVariant,
} from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { tagsOf } from '../../tags.ts';
import { checkMembers, knownMembers } from './checkMembers.ts';
import { sageMaker } from './context.ts';
import { checkName, invalid, notOnTheLaptop } from './errors.ts';
import { checkInstanceType } from './instanceTypes.ts';
import { modelNamed } from './modelNamed.ts';

export const createEndpointConfig = operation<CreateEndpointConfigInput, CreateEndpointConfigOutput>({
  name: 'CreateEndpointConfig',
  accepts: ['EndpointConfigName', 'ProductionVariants', 'Tags'],
  inert: ['KmsKeyId', 'VpcConfig', 'EnableNetworkIsolation'],
  required: ['EndpointConfigName', 'ProductionVariants'],
  access: (input, { cloud }) => {
    const resource = cloud.arn('sagemaker', `endpoint-config/${input.EndpointConfigName?.toLowerCase()}`);
    return [
      { action: 'sagemaker:CreateEndpointConfig', resource },
      ...(input.Tags?.length ? [{ action: 'sagemaker:AddTags', resource }] : []),
    ];
  },
  run: (input, call) => {
    const context = sageMaker(call);
    const { tables } = context;
    const name = checkName('endpointConfigName', input.EndpointConfigName);
    const arn = call.cloud.arn('sagemaker', `endpoint-config/${name.toLowerCase()}`);
    const names = new Set<string>();
    for (const variant of input.ProductionVariants ?? []) {
      checkVariant(variant);
      modelNamed(context, variant.ModelName);
      if (names.has(variant.VariantName ?? '')) throw invalid(`Duplicate variant name: ${variant.VariantName}`);
      names.add(variant.VariantName ?? '');
    }
    if (names.size === 0) throw invalid('At least one production variant is required.');
    if (tables.endpointConfigs.get(name))
      throw invalid(`Cannot create already existing endpoint configuration "${arn}".`);
    tables.endpointConfigs.put(name, { arn, request: input, created: call.cloud.clock.now() });
    if (input.Tags?.length) tables.tags.put(arn, tagsOf(input.Tags));
    return { EndpointConfigArn: arn };
  },
});

const checkVariant = (variant: ProductionVariant): void => {
  checkName('variantName', variant.VariantName);
  if (variant.ModelName === undefined)
    throw notOnTheLaptop('A production variant without ModelName (inference components)', 'name a model');
  if (!variant.InstanceType && !variant.ServerlessConfig)
    throw invalid(`Production variant ${variant.VariantName} needs InstanceType or ServerlessConfig.`);
  checkMembers(`ProductionVariants.${variant.VariantName}`, variant, knownMembers.ProductionVariant);
  checkInstanceType(variant.InstanceType);
};
