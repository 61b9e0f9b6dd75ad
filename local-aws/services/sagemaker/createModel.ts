import type { ContainerDefinition, CreateModelInput, CreateModelOutput } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { tagsOf } from '../../tags.ts';
import { checkMembers, knownMembers } from './checkMembers.ts';
import { type SageMaker, sageMaker } from './context.ts';
import { checkName, checkRole, invalid, notOnTheLaptop } from './errors.ts';
import { packageNamed } from './registry/packageNamed.ts';
import { parseS3 } from './s3Address.ts';

export const createModel = operation<CreateModelInput, CreateModelOutput>({
  name: 'CreateModel',
  accepts: ['ModelName', 'PrimaryContainer', 'Containers', 'ExecutionRoleArn', 'Tags'],
  inert: ['VpcConfig', 'EnableNetworkIsolation'],
  required: ['ModelName'],
  access: (input, { cloud }) => [
    { action: 'sagemaker:CreateModel', resource: cloud.arn('sagemaker', `model/${input.ModelName?.toLowerCase()}`) },
    {
      action: 'iam:PassRole',
      resource: input.ExecutionRoleArn ?? '*',
      context: { 'iam:PassedToService': 'sagemaker.amazonaws.com' },
    },
    ...(input.Tags?.length
      ? [{ action: 'sagemaker:AddTags', resource: cloud.arn('sagemaker', `model/${input.ModelName?.toLowerCase()}`) }]
      : []),
  ],
  run: (input, call) => {
    const context = sageMaker(call);
    const { tables } = context;
    const name = checkName('modelName', input.ModelName);
    checkRole('executionRoleArn', input.ExecutionRoleArn);
    const arn = call.cloud.arn('sagemaker', `model/${name.toLowerCase()}`);
    const given = [input.PrimaryContainer, ...(input.Containers ?? [])].filter((each) => each !== undefined);
    if (given.length > 1) throw notOnTheLaptop('A model of several containers', 'use one PrimaryContainer');
    const container = containerOf(given[0], context);
    if (tables.models.get(name)) throw invalid(`Cannot create already existing model "${arn}".`);
    tables.models.put(name, { arn, request: input, container, created: call.cloud.clock.now() });
    if (input.Tags?.length) tables.tags.put(arn, tagsOf(input.Tags));
    return { ModelArn: arn };
  },
});

const containerOf = (given: ContainerDefinition | undefined, context: SageMaker): ContainerDefinition => {
  if (!given) throw invalid('You must provide at least one container.');
  if (given.Mode === 'MultiModel') throw notOnTheLaptop('Container mode MultiModel', 'create one model each');
  if (given.ModelDataSource) throw notOnTheLaptop('ModelDataSource', 'use ModelDataUrl with a model.tar.gz');
  checkMembers('PrimaryContainer', given, knownMembers.ContainerDefinition);
  const container = given.ModelPackageName ? ofPackage(given, context) : given;
  if (!container.Image) throw invalid('You must provide an Image or a ModelPackageName.');
  if (container.ModelDataUrl !== undefined) parseS3('modelDataUrl', container.ModelDataUrl);
  return container;
};

const ofPackage = (given: ContainerDefinition, context: SageMaker): ContainerDefinition => {
  const record = packageNamed(context, given.ModelPackageName);
  if (record.approval !== 'Approved' && record.group !== undefined)
    throw invalid(
      `Model Package ${record.arn} is not approved: its ModelApprovalStatus is ${record.approval}. Approve it with UpdateModelPackage.`,
    );
  const [definition] = record.request.InferenceSpecification?.Containers ?? [];
  return {
    Image: definition?.Image,
    ModelDataUrl: definition?.ModelDataUrl,
    Environment: { ...definition?.Environment, ...given.Environment },
  };
};
