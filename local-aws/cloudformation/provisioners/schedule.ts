import { type Provisioner, physical, pick, text } from '../provisioner.ts';
import { ignoreMissing } from './ignoreMissing.ts';

const SETTINGS = [
  'Description',
  'EndDate',
  'FlexibleTimeWindow',
  'GroupName',
  'KmsKeyArn',
  'ScheduleExpression',
  'ScheduleExpressionTimezone',
  'StartDate',
  'State',
  'Target',
];

export const schedule: Provisioner = {
  type: 'AWS::Scheduler::Schedule',
  properties: ['Name', ...SETTINGS],
  required: ['FlexibleTimeWindow', 'ScheduleExpression', 'Target'],
  replaceOn: ['Name'],
  nameProperty: 'Name',
  attributes: ['Arn'],
  create: async (properties, context) => {
    const Name = text(properties, 'Name') ?? context.newName(64);
    const { ScheduleArn = '' } = await context.call<{ ScheduleArn?: string }>('scheduler', 'CreateSchedule', {
      Name,
      ...pick(properties, SETTINGS),
    });
    return physical(Name, { Arn: ScheduleArn });
  },
  update: async (known, properties, _previous, { call }) => {
    await call('scheduler', 'UpdateSchedule', { Name: known.physicalId, ...pick(properties, SETTINGS) });
    return known;
  },
  delete: ({ physicalId }, properties, { call }) =>
    ignoreMissing(call('scheduler', 'DeleteSchedule', { Name: physicalId, ...pick(properties, ['GroupName']) })),
};
