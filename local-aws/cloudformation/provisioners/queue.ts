import { type Provisioner, physical, tagMap, text } from '../provisioner.ts';
import type { ValueMap } from '../template.ts';
import { ignoreMissing } from './ignoreMissing.ts';

const ATTRIBUTES = [
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'DelaySeconds',
  'FifoQueue',
  'FifoThroughputLimit',
  'KmsDataKeyReusePeriodSeconds',
  'KmsMasterKeyId',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'RedrivePolicy',
  'SqsManagedSseEnabled',
  'VisibilityTimeout',
];
/** What an attribute goes back to when an update drops it. */
const DEFAULTS: Readonly<Record<string, string>> = {
  DelaySeconds: '0',
  MaximumMessageSize: '262144',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  VisibilityTimeout: '30',
};

export const queue: Provisioner = {
  type: 'AWS::SQS::Queue',
  properties: ['QueueName', ...ATTRIBUTES, 'Tags'],
  replaceOn: ['QueueName', 'FifoQueue'],
  nameProperty: 'QueueName',
  attributes: ['Arn', 'QueueName', 'QueueUrl'],
  create: async (properties, context) => {
    const QueueName = text(properties, 'QueueName') ?? context.newName(80);
    const tags = tagMap(properties, context);
    const { QueueUrl = '' } = await context.call<{ QueueUrl?: string }>('sqs', 'CreateQueue', {
      QueueName,
      Attributes: attributes(properties),
      ...(Object.keys(tags).length > 0 && { tags }),
    });
    return physical(QueueUrl, { Arn: context.cloud.arn('sqs', QueueName), QueueName, QueueUrl });
  },
  update: async (known, properties, previous, { call }) => {
    const next = attributes(properties);
    for (const name of Object.keys(attributes(previous))) next[name] ??= DEFAULTS[name] ?? '';
    await call('sqs', 'SetQueueAttributes', { QueueUrl: known.physicalId, Attributes: next });
    return known;
  },
  delete: ({ physicalId }, _properties, { call }) =>
    ignoreMissing(call('sqs', 'DeleteQueue', { QueueUrl: physicalId })),
};

const attributes = (properties: ValueMap): Record<string, string> =>
  Object.fromEntries(
    ATTRIBUTES.flatMap((name) => {
      const value = properties[name];
      if (value === undefined) return [];
      return [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]];
    }),
  );
