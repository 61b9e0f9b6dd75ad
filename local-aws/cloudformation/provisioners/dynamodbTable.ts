import { type ProvisionContext, type Provisioner, physical, pick, tagList, text } from '../provisioner.ts';
import type { PhysicalResource } from '../stackRecords.ts';
import type { ValueMap } from '../template.ts';
import { ignoreMissing } from './ignoreMissing.ts';

const DESCRIPTION = [
  'AttributeDefinitions',
  'KeySchema',
  'BillingMode',
  'ProvisionedThroughput',
  'GlobalSecondaryIndexes',
  'LocalSecondaryIndexes',
  'DeletionProtectionEnabled',
  'TableClass',
];

export const dynamodbTable: Provisioner = {
  type: 'AWS::DynamoDB::Table',
  properties: [
    'TableName',
    ...DESCRIPTION,
    'SSESpecification',
    'StreamSpecification',
    'TimeToLiveSpecification',
    'PointInTimeRecoverySpecification',
    'Tags',
  ],
  inert: ['ContributorInsightsSpecification'],
  required: ['KeySchema', 'AttributeDefinitions'],
  replaceOn: ['TableName', 'KeySchema', 'LocalSecondaryIndexes'],
  nameProperty: 'TableName',
  attributes: ['Arn', 'StreamArn'],
  create: async (properties, context) => {
    const TableName = text(properties, 'TableName') ?? context.newName(255);
    const Tags = tagList(properties, context);
    const { TableDescription } = await context.call<{
      TableDescription?: { TableArn?: string; LatestStreamArn?: string };
    }>('dynamodb', 'CreateTable', {
      TableName,
      ...pick(properties, DESCRIPTION),
      ...encryption(properties),
      ...stream(properties),
      ...(Tags.length > 0 && { Tags }),
    });
    const made = context.made(describe(TableName, context, TableDescription?.LatestStreamArn));
    await settle(TableName, context);
    await putSettings(TableName, properties, {}, context);
    return made;
  },
  update: async (known, properties, previous, context) => {
    const changed = [
      'AttributeDefinitions',
      'BillingMode',
      'ProvisionedThroughput',
      'DeletionProtectionEnabled',
      'TableClass',
    ].filter((name) => JSON.stringify(properties[name]) !== JSON.stringify(previous[name]));
    const indexes = indexUpdates(properties, previous);
    const streams = JSON.stringify(properties.StreamSpecification) !== JSON.stringify(previous.StreamSpecification);
    if (changed.length > 0 || indexes.length > 0 || streams) {
      await context.call('dynamodb', 'UpdateTable', {
        TableName: known.physicalId,
        ...pick(properties, [...new Set([...changed, ...(indexes.length > 0 ? ['AttributeDefinitions'] : [])])]),
        ...(indexes.length > 0 && { GlobalSecondaryIndexUpdates: indexes }),
        ...(streams &&
          (properties.StreamSpecification ? stream(properties) : { StreamSpecification: { StreamEnabled: false } })),
      });
      await settle(known.physicalId, context);
    }
    await putSettings(known.physicalId, properties, previous, context);
    return known;
  },
  delete: ({ physicalId }, _properties, { call }) =>
    ignoreMissing(call('dynamodb', 'DeleteTable', { TableName: physicalId })),
};

function encryption({ SSESpecification }: ValueMap): ValueMap {
  if (!SSESpecification) return {};
  const { SSEEnabled, ...rest } = SSESpecification as ValueMap;
  return { SSESpecification: { Enabled: SSEEnabled ?? false, ...rest } };
}

function stream({ StreamSpecification }: ValueMap): ValueMap {
  if (!StreamSpecification) return {};
  const { StreamViewType } = StreamSpecification as ValueMap;
  return { StreamSpecification: { StreamEnabled: true, StreamViewType: StreamViewType ?? null } };
}

function indexUpdates(properties: ValueMap, previous: ValueMap): ValueMap[] {
  const byName = (list: ValueMap) =>
    new Map(((list.GlobalSecondaryIndexes ?? []) as ValueMap[]).map((index) => [String(index.IndexName), index]));
  const [next, old] = [byName(properties), byName(previous)];
  return [
    ...[...old.keys()].filter((name) => !next.has(name)).map((IndexName) => ({ Delete: { IndexName } })),
    ...[...next].filter(([name]) => !old.has(name)).map(([, index]) => ({ Create: index })),
  ];
}

async function putSettings(TableName: string, properties: ValueMap, previous: ValueMap, { call }: ProvisionContext) {
  const { TimeToLiveSpecification: ttl, PointInTimeRecoverySpecification: recovery } = properties;
  if (JSON.stringify(ttl) !== JSON.stringify(previous.TimeToLiveSpecification)) {
    const TimeToLiveSpecification = ttl ?? { ...(previous.TimeToLiveSpecification as ValueMap), Enabled: false };
    await call('dynamodb', 'UpdateTimeToLive', { TableName, TimeToLiveSpecification });
  }
  if (JSON.stringify(recovery) !== JSON.stringify(previous.PointInTimeRecoverySpecification)) {
    await call('dynamodb', 'UpdateContinuousBackups', {
      TableName,
      PointInTimeRecoverySpecification: recovery ?? { PointInTimeRecoveryEnabled: false },
    });
  }
}

/** A table is made in the background, as on AWS; the laptop's is there within some turns of the event loop. */
async function settle(TableName: string, { call }: ProvisionContext): Promise<void> {
  for (;;) {
    const { Table } = await call<{ Table?: { TableStatus?: string } }>('dynamodb', 'DescribeTable', { TableName });
    if (Table?.TableStatus === 'ACTIVE') return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

function describe(name: string, { cloud }: ProvisionContext, streamArn: string | undefined): PhysicalResource {
  return physical(name, {
    Arn: cloud.arn('dynamodb', `table/${name}`),
    ...(streamArn !== undefined && { StreamArn: streamArn }),
  });
}
