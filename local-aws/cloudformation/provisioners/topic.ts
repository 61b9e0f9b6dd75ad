import { type ProvisionContext, type Provisioner, physical, tagList, text } from '../provisioner.ts';
import type { ValueMap } from '../template.ts';
import { ignoreMissing } from './ignoreMissing.ts';

const ATTRIBUTES = [
  'DisplayName',
  'KmsMasterKeyId',
  'TracingConfig',
  'SignatureVersion',
  'ContentBasedDeduplication',
  'FifoTopic',
];

export const topic: Provisioner = {
  type: 'AWS::SNS::Topic',
  properties: ['TopicName', ...ATTRIBUTES, 'Subscription', 'Tags'],
  replaceOn: ['TopicName', 'FifoTopic'],
  nameProperty: 'TopicName',
  attributes: ['TopicArn', 'TopicName'],
  create: async (properties, context) => {
    const Name = text(properties, 'TopicName') ?? context.newName(256);
    const Tags = tagList(properties, context);
    const { TopicArn = '' } = await context.call<{ TopicArn?: string }>('sns', 'CreateTopic', {
      Name,
      Attributes: attributes(properties),
      ...(Tags.length > 0 && { Tags }),
    });
    const made = context.made(physical(TopicArn, { TopicArn, TopicName: Name }));
    await subscribe(TopicArn, properties, {}, context);
    return made;
  },
  update: async (known, properties, previous, context) => {
    const [next, old] = [attributes(properties), attributes(previous)];
    for (const AttributeName of new Set([...Object.keys(next), ...Object.keys(old)])) {
      if (next[AttributeName] === old[AttributeName]) continue;
      const AttributeValue = next[AttributeName] ?? '';
      await context.call('sns', 'SetTopicAttributes', { TopicArn: known.physicalId, AttributeName, AttributeValue });
    }
    await subscribe(known.physicalId, properties, previous, context);
    return known;
  },
  delete: ({ physicalId }, _properties, { call }) =>
    ignoreMissing(call('sns', 'DeleteTopic', { TopicArn: physicalId })),
};

const attributes = (properties: ValueMap): Record<string, string> =>
  Object.fromEntries(
    ATTRIBUTES.filter((name) => properties[name] !== undefined).map((name) => [name, String(properties[name])]),
  );

async function subscribe(TopicArn: string, properties: ValueMap, previous: ValueMap, { call }: ProvisionContext) {
  const known = new Set(((previous.Subscription ?? []) as ValueMap[]).map((one) => JSON.stringify(one)));
  for (const subscription of (properties.Subscription ?? []) as ValueMap[]) {
    if (!known.has(JSON.stringify(subscription))) await call('sns', 'Subscribe', { TopicArn, ...subscription });
  }
}
