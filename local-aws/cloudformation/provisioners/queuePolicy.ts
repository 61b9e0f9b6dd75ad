import { type ProvisionContext, type Provisioner, physical, policyText } from '../provisioner.ts';
import type { ValueMap } from '../template.ts';
import { ignoreMissing } from './ignoreMissing.ts';

export const queuePolicy: Provisioner = {
  type: 'AWS::SQS::QueuePolicy',
  properties: ['Queues', 'PolicyDocument'],
  required: ['Queues', 'PolicyDocument'],
  attributes: ['Id'],
  create: async (properties, context) => {
    await put(properties, policyText(properties.PolicyDocument), context);
    const id = context.newName();
    return physical(id, { Id: id });
  },
  update: async (known, properties, previous, context) => {
    await put(previous, '', context);
    await put(properties, policyText(properties.PolicyDocument), context);
    return known;
  },
  delete: (_known, properties, context) => ignoreMissing(put(properties, '', context)),
};

async function put(properties: ValueMap, Policy: string, { call }: ProvisionContext): Promise<void> {
  for (const QueueUrl of (properties.Queues ?? []) as string[]) {
    await call('sqs', 'SetQueueAttributes', { QueueUrl, Attributes: { Policy } });
  }
}
