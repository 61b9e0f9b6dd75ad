import { type Provisioner, physical, tagList, text } from '../provisioner.ts';
import { ignoreMissing } from './ignoreMissing.ts';

export const scheduleGroup: Provisioner = {
  type: 'AWS::Scheduler::ScheduleGroup',
  properties: ['Name', 'Tags'],
  replaceOn: ['Name'],
  nameProperty: 'Name',
  attributes: ['Arn', 'CreationDate', 'LastModificationDate', 'State'],
  create: async (properties, context) => {
    const Name = text(properties, 'Name') ?? context.newName(64);
    const Tags = tagList(properties, context);
    const { ScheduleGroupArn = '' } = await context.call<{ ScheduleGroupArn?: string }>(
      'scheduler',
      'CreateScheduleGroup',
      {
        Name,
        ...(Tags.length > 0 && { Tags }),
      },
    );
    return physical(Name, { Arn: ScheduleGroupArn, State: 'ACTIVE' });
  },
  update: async (known) => known,
  delete: ({ physicalId }, _properties, { call }) =>
    ignoreMissing(call('scheduler', 'DeleteScheduleGroup', { Name: physicalId })),
};
