import { type Provisioner, physical, pick, tagMap, text } from '../provisioner.ts';
import { ignoreMissing } from './ignoreMissing.ts';

const SETTINGS = [
  'AllocatedCapacity',
  'Command',
  'Connections',
  'DefaultArguments',
  'Description',
  'ExecutionClass',
  'ExecutionProperty',
  'GlueVersion',
  'JobMode',
  'JobRunQueuingEnabled',
  'LogUri',
  'MaintenanceWindow',
  'MaxCapacity',
  'MaxRetries',
  'NonOverridableArguments',
  'NotificationProperty',
  'NumberOfWorkers',
  'Role',
  'SecurityConfiguration',
  'Timeout',
  'WorkerType',
];

/** Settings that Glue's API does not take on the laptop are refused by Glue itself, by name. */
export const glueJob: Provisioner = {
  type: 'AWS::Glue::Job',
  properties: ['Name', ...SETTINGS, 'Tags'],
  required: ['Command', 'Role'],
  replaceOn: ['Name'],
  nameProperty: 'Name',
  attributes: [],
  create: async (properties, context) => {
    const Name = text(properties, 'Name') ?? context.newName(255);
    const Tags = tagMap(properties, context);
    await context.call('glue', 'CreateJob', {
      Name,
      ...pick(properties, SETTINGS),
      ...(Object.keys(Tags).length > 0 && { Tags }),
    });
    return physical(Name);
  },
  update: async (known, properties, _previous, { call }) => {
    await call('glue', 'UpdateJob', { JobName: known.physicalId, JobUpdate: pick(properties, SETTINGS) });
    return known;
  },
  delete: ({ physicalId }, _properties, { call }) => ignoreMissing(call('glue', 'DeleteJob', { JobName: physicalId })),
};
