import { type Provisioner, physical, pick, policyText, tagList, text } from '../provisioner.ts';
import { ignoreMissing } from './ignoreMissing.ts';

export const eventBus: Provisioner = {
  type: 'AWS::Events::EventBus',
  properties: ['Name', 'Tags', 'DeadLetterConfig', 'Description', 'KmsKeyIdentifier'],
  required: ['Name'],
  replaceOn: ['Name'],
  attributes: ['Arn', 'Name'],
  create: async (properties, context) => {
    const Name = text(properties, 'Name') ?? '';
    const Tags = tagList(properties, context);
    const { EventBusArn = '' } = await context.call<{ EventBusArn?: string }>('events', 'CreateEventBus', {
      Name,
      ...pick(properties, ['DeadLetterConfig', 'Description', 'KmsKeyIdentifier']),
      ...(Tags.length > 0 && { Tags }),
    });
    return physical(Name, { Arn: EventBusArn, Name });
  },
  delete: ({ physicalId }, _properties, { call }) =>
    ignoreMissing(call('events', 'DeleteEventBus', { Name: physicalId })),
};

export const eventBusPolicy: Provisioner = {
  type: 'AWS::Events::EventBusPolicy',
  properties: ['EventBusName', 'StatementId', 'Statement'],
  required: ['StatementId', 'Statement'],
  replaceOn: ['EventBusName', 'StatementId'],
  attributes: [],
  create: async (properties, { call }) => {
    const Policy = policyText({ Version: '2012-10-17', Statement: [properties.Statement ?? {}] });
    await call('events', 'PutPermission', { ...pick(properties, ['EventBusName', 'StatementId']), Policy });
    return physical(String(properties.StatementId));
  },
  delete: ({ physicalId }, properties, { call }) =>
    ignoreMissing(
      call('events', 'RemovePermission', { ...pick(properties, ['EventBusName']), StatementId: physicalId }),
    ),
};
