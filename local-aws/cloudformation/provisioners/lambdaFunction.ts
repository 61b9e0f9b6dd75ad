import { type ProvisionContext, type Provisioner, physical, pick, tagMap, text } from '../provisioner.ts';
import type { PhysicalResource } from '../stackRecords.ts';
import type { ValueMap } from '../template.ts';
import { zipOf } from '../zip.ts';
import { ignoreMissing } from './ignoreMissing.ts';

const CONFIGURATION = [
  'Runtime',
  'Handler',
  'Role',
  'Description',
  'Timeout',
  'MemorySize',
  'Environment',
  'TracingConfig',
  'DeadLetterConfig',
  'LoggingConfig',
];
const INERT = ['KmsKeyArn', 'EphemeralStorage', 'VpcConfig'];

export const lambdaFunction: Provisioner = {
  type: 'AWS::Lambda::Function',
  properties: ['FunctionName', 'Code', 'PackageType', 'ReservedConcurrentExecutions', 'Tags', ...CONFIGURATION],
  inert: ['Architectures', 'RecursiveLoop', ...INERT],
  required: ['Code', 'Role'],
  replaceOn: ['FunctionName', 'PackageType'],
  nameProperty: 'FunctionName',
  attributes: ['Arn'],
  create: async (properties, context) => {
    const FunctionName = text(properties, 'FunctionName') ?? context.newName(64);
    const Tags = tagMap(properties, context);
    await context.call('lambda', 'CreateFunction', {
      FunctionName,
      ...configuration(properties),
      ...pick(properties, ['PackageType', 'Architectures']),
      Code: code(properties),
      ...(Object.keys(Tags).length > 0 && { Tags }),
    });
    const made = context.made(describe(FunctionName, context));
    await reserve(FunctionName, properties, {}, context);
    return made;
  },
  update: async (known, properties, previous, context) => {
    const FunctionName = known.physicalId;
    if (JSON.stringify(properties.Code) !== JSON.stringify(previous.Code)) {
      await context.call('lambda', 'UpdateFunctionCode', { FunctionName, ...code(properties) });
    }
    const [next, old] = [configuration(properties), configuration(previous)];
    if (JSON.stringify(next) !== JSON.stringify(old)) {
      await context.call('lambda', 'UpdateFunctionConfiguration', { FunctionName, ...dropped(old, next), ...next });
    }
    await reserve(FunctionName, properties, previous, context);
    await retag(known, tagMap(properties, context), tagMap(previous, { ...context, stackTags: {} }), context);
    return describe(FunctionName, context);
  },
  delete: ({ physicalId }, _properties, { call }) =>
    ignoreMissing(call('lambda', 'DeleteFunction', { FunctionName: physicalId })),
};

function configuration(properties: ValueMap): ValueMap {
  const { KmsKeyArn, ...inert } = pick(properties, INERT);
  return { ...pick(properties, CONFIGURATION), ...inert, ...(KmsKeyArn !== undefined && { KMSKeyArn: KmsKeyArn }) };
}

/** What an update no longer says goes back to Lambda's own defaults. */
function dropped(old: ValueMap, next: ValueMap): ValueMap {
  const defaults: ValueMap = {
    Description: '',
    Timeout: 3,
    MemorySize: 128,
    Environment: { Variables: {} },
    TracingConfig: { Mode: 'PassThrough' },
    DeadLetterConfig: { TargetArn: '' },
    KMSKeyArn: '',
    EphemeralStorage: { Size: 512 },
    VpcConfig: { SubnetIds: [], SecurityGroupIds: [] },
  };
  return pick(
    defaults,
    Object.keys(old).filter((name) => next[name] === undefined),
  );
}

function code(properties: ValueMap): object {
  const { ZipFile, S3Bucket, S3Key, S3ObjectVersion } = (properties.Code ?? {}) as ValueMap;
  if (typeof ZipFile === 'string') return { ZipFile: zipOf({ 'index.js': ZipFile }) };
  return { S3Bucket, S3Key, ...(S3ObjectVersion && { S3ObjectVersion }) };
}

async function reserve(FunctionName: string, properties: ValueMap, previous: ValueMap, { call }: ProvisionContext) {
  const { ReservedConcurrentExecutions: wanted } = properties;
  if (wanted === previous.ReservedConcurrentExecutions) return;
  if (wanted === undefined) await call('lambda', 'DeleteFunctionConcurrency', { FunctionName });
  else await call('lambda', 'PutFunctionConcurrency', { FunctionName, ReservedConcurrentExecutions: wanted });
}

async function retag(
  known: PhysicalResource,
  next: Record<string, string>,
  old: Record<string, string>,
  context: ProvisionContext,
) {
  const Resource = String(known.attributes.Arn);
  const TagKeys = Object.keys(old).filter((key) => !(key in next));
  if (TagKeys.length > 0) await context.call('lambda', 'UntagResource', { Resource, TagKeys });
  if (Object.keys(next).length > 0) await context.call('lambda', 'TagResource', { Resource, Tags: next });
}

const describe = (name: string, { cloud }: ProvisionContext): PhysicalResource =>
  physical(name, { Arn: cloud.arn('lambda', `function:${name}`) });
