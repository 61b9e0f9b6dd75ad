import { type ProvisionContext, type Provisioner, physical, policyText } from '../provisioner.ts';
import type { ValueMap } from '../template.ts';
import { ignoreMissing } from './ignoreMissing.ts';

export const topicPolicy: Provisioner = {
  type: 'AWS::SNS::TopicPolicy',
  properties: ['Topics', 'PolicyDocument'],
  required: ['Topics', 'PolicyDocument'],
  attributes: ['Id'],
  create: async (properties, context) => {
    await put(properties, context);
    const id = context.newName();
    return physical(id, { Id: id });
  },
  update: async (known, properties, previous, context) => {
    const kept = new Set(topics(properties));
    for (const dropped of topics(previous).filter((arn) => !kept.has(arn))) await clear(dropped, context);
    await put(properties, context);
    return known;
  },
  delete: async (_known, properties, context) => {
    for (const arn of topics(properties)) await ignoreMissing(clear(arn, context));
  },
};

const topics = (properties: ValueMap): string[] => ((properties.Topics ?? []) as string[]).map(String);

async function put(properties: ValueMap, { call }: ProvisionContext): Promise<void> {
  const AttributeValue = policyText(properties.PolicyDocument);
  for (const TopicArn of topics(properties)) {
    await call('sns', 'SetTopicAttributes', { TopicArn, AttributeName: 'Policy', AttributeValue });
  }
}

const clear = (TopicArn: string, { call }: ProvisionContext): Promise<unknown> =>
  call('sns', 'SetTopicAttributes', { TopicArn, AttributeName: 'Policy', AttributeValue: '' });
