import type { EventSourceMappingConfiguration, UpdateEventSourceMappingRequest } from '@aws-sdk/client-lambda';
import { serviceOf } from '../deliveries/callTarget.ts';
import { operation } from '../service.ts';
import { checkMapping } from './checkMapping.ts';
import { configurationOf } from './configurationOf.ts';
import { functionOf } from './functionOf.ts';
import { invalidValue } from './invalid.ts';
import { mappingAccess } from './mappingAccess.ts';
import type { EventSourceMappings } from './mappings.ts';
import { settingsOf } from './settingsOf.ts';

export const updateEventSourceMapping = (mappings: EventSourceMappings) =>
  operation<UpdateEventSourceMappingRequest, EventSourceMappingConfiguration>({
    name: 'UpdateEventSourceMapping',
    accepts: [
      'UUID',
      'FunctionName',
      'Enabled',
      'BatchSize',
      'FilterCriteria',
      'MaximumBatchingWindowInSeconds',
      'ParallelizationFactor',
      'DestinationConfig',
      'MaximumRecordAgeInSeconds',
      'BisectBatchOnFunctionError',
      'MaximumRetryAttempts',
      'FunctionResponseTypes',
      'ScalingConfig',
      'TumblingWindowInSeconds',
    ],
    inert: ['KMSKeyArn'],
    required: ['UUID'],
    access: ({ UUID }, call) => mappingAccess('UpdateEventSourceMapping', UUID, call),
    async run(input, { cloud }) {
      const before = mappings.store.mapping(input.UUID);
      if (input.TumblingWindowInSeconds) throw invalidValue('TumblingWindowInSeconds is not supported by local-aws.');
      const source = serviceOf(before.sourceArn);
      const settings = settingsOf(input, source, before.settings);
      checkMapping(settings, source);
      const mapping = {
        ...before,
        settings,
        enabled: input.Enabled ?? before.enabled,
        functionArn:
          input.FunctionName === undefined ? before.functionArn : (await functionOf(cloud, input.FunctionName)).arn,
        modifiedAt: cloud.clock.now(),
      };
      await mappings.save(mapping);
      return configurationOf(mapping, 'Updating');
    },
  });
