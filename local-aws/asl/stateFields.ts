import type { QueryLanguage, StateType } from './definition.ts';

const flow = ['Next', 'End'];
const paths = ['InputPath', 'OutputPath'];
const results = ['ResultSelector', 'ResultPath'];
const failures = ['Retry', 'Catch'];

/** Fields that a state of each type may have, beside Type, Comment and QueryLanguage. */
export const fieldsOfStates: Readonly<Record<StateType, readonly string[]>> = {
  Pass: [...flow, ...paths, 'Parameters', 'Result', 'ResultPath', 'Assign', 'Output'],
  Task: [
    ...flow,
    ...paths,
    ...results,
    ...failures,
    'Resource',
    'Parameters',
    'Arguments',
    'Credentials',
    'TimeoutSeconds',
    'TimeoutSecondsPath',
    'HeartbeatSeconds',
    'HeartbeatSecondsPath',
    'Assign',
    'Output',
  ],
  Choice: [...paths, 'Choices', 'Default', 'Assign', 'Output'],
  Wait: [...flow, ...paths, 'Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath', 'Assign', 'Output'],
  Succeed: [...paths, 'Output'],
  Fail: ['Error', 'ErrorPath', 'Cause', 'CausePath'],
  Parallel: [...flow, ...paths, ...results, ...failures, 'Branches', 'Parameters', 'Arguments', 'Assign', 'Output'],
  Map: [
    ...flow,
    ...paths,
    ...results,
    ...failures,
    'ItemProcessor',
    'Iterator',
    'ItemsPath',
    'Items',
    'ItemSelector',
    'Parameters',
    'ItemReader',
    'ItemBatcher',
    'ResultWriter',
    'MaxConcurrency',
    'MaxConcurrencyPath',
    'ToleratedFailureCount',
    'ToleratedFailureCountPath',
    'ToleratedFailurePercentage',
    'ToleratedFailurePercentagePath',
    'Label',
    'Assign',
    'Output',
  ],
};

/** Fields that only states of one query language may have. */
export const languageOfField: Readonly<Record<string, QueryLanguage>> = {
  InputPath: 'JSONPath',
  OutputPath: 'JSONPath',
  Parameters: 'JSONPath',
  Result: 'JSONPath',
  ResultSelector: 'JSONPath',
  ResultPath: 'JSONPath',
  ItemsPath: 'JSONPath',
  SecondsPath: 'JSONPath',
  TimestampPath: 'JSONPath',
  TimeoutSecondsPath: 'JSONPath',
  HeartbeatSecondsPath: 'JSONPath',
  MaxConcurrencyPath: 'JSONPath',
  ToleratedFailureCountPath: 'JSONPath',
  ToleratedFailurePercentagePath: 'JSONPath',
  ErrorPath: 'JSONPath',
  CausePath: 'JSONPath',
  Arguments: 'JSONata',
  Output: 'JSONata',
  Items: 'JSONata',
};

/** Fields of a machine, and of a block inside one. */
export const machineFields = ['Comment', 'StartAt', 'States', 'QueryLanguage', 'TimeoutSeconds', 'Version'] as const;
export const blockFields = ['Comment', 'StartAt', 'States', 'ProcessorConfig'] as const;
