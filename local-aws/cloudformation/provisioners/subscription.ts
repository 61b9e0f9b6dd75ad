import { type Provisioner, physical, pick } from '../provisioner.ts';
import type { ValueMap } from '../template.ts';
import { ignoreMissing } from './ignoreMissing.ts';

const ATTRIBUTES = [
  'DeliveryPolicy',
  'FilterPolicy',
  'FilterPolicyScope',
  'RawMessageDelivery',
  'RedrivePolicy',
  'SubscriptionRoleArn',
];

export const subscription: Provisioner = {
  type: 'AWS::SNS::Subscription',
  properties: ['TopicArn', 'Protocol', 'Endpoint', ...ATTRIBUTES],
  inert: ['Region'],
  required: ['TopicArn', 'Protocol'],
  replaceOn: ['TopicArn', 'Protocol', 'Endpoint'],
  attributes: ['Arn'],
  create: async (properties, { call }) => {
    const { SubscriptionArn = '' } = await call<{ SubscriptionArn?: string }>('sns', 'Subscribe', {
      ...pick(properties, ['TopicArn', 'Protocol', 'Endpoint']),
      Attributes: attributes(properties),
      ReturnSubscriptionArn: true,
    });
    return physical(SubscriptionArn, { Arn: SubscriptionArn });
  },
  update: async (known, properties, previous, { call }) => {
    const [next, old] = [attributes(properties), attributes(previous)];
    for (const AttributeName of new Set([...Object.keys(next), ...Object.keys(old)])) {
      if (next[AttributeName] === old[AttributeName]) continue;
      const AttributeValue = next[AttributeName] ?? '';
      await call('sns', 'SetSubscriptionAttributes', {
        SubscriptionArn: known.physicalId,
        AttributeName,
        AttributeValue,
      });
    }
    return known;
  },
  delete: ({ physicalId }, _properties, { call }) =>
    ignoreMissing(call('sns', 'Unsubscribe', { SubscriptionArn: physicalId })),
};

/** Subscription attributes are texts: policies are written as JSON. */
const attributes = (properties: ValueMap): Record<string, string> =>
  Object.fromEntries(
    ATTRIBUTES.flatMap((name) => {
      const value = properties[name];
      if (value === undefined) return [];
      return [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]];
    }),
  );
