import { type Provisioner, physical, pick } from '../provisioner.ts';
import { ignoreMissing } from './ignoreMissing.ts';

const SETTINGS = [
  'FunctionName',
  'BatchSize',
  'BisectBatchOnFunctionError',
  'DestinationConfig',
  'Enabled',
  'FilterCriteria',
  'FunctionResponseTypes',
  'MaximumBatchingWindowInSeconds',
  'MaximumRecordAgeInSeconds',
  'MaximumRetryAttempts',
  'ParallelizationFactor',
  'ScalingConfig',
  'TumblingWindowInSeconds',
];
const SOURCE = ['EventSourceArn', 'StartingPosition', 'StartingPositionTimestamp'];

export const lambdaEventSourceMapping: Provisioner = {
  type: 'AWS::Lambda::EventSourceMapping',
  properties: [...SOURCE, ...SETTINGS, 'Tags'],
  required: ['FunctionName'],
  replaceOn: SOURCE,
  attributes: ['Id', 'EventSourceMappingArn'],
  create: async (properties, { call }) => {
    const answer = await call<{ UUID?: string; EventSourceMappingArn?: string }>(
      'lambda',
      'CreateEventSourceMapping',
      pick(properties, [...SOURCE, ...SETTINGS]),
    );
    const { UUID = '', EventSourceMappingArn = '' } = answer;
    return physical(UUID, { Id: UUID, EventSourceMappingArn });
  },
  update: async (known, properties, _previous, { call }) => {
    await call('lambda', 'UpdateEventSourceMapping', { UUID: known.physicalId, ...pick(properties, SETTINGS) });
    return known;
  },
  delete: ({ physicalId }, _properties, { call }) =>
    ignoreMissing(call('lambda', 'DeleteEventSourceMapping', { UUID: physicalId })),
};
