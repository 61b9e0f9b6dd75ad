import type { DeleteEventSourceMappingRequest, EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { operation } from '../service.ts';
import { configurationOf } from './configurationOf.ts';
import { mappingAccess } from './mappingAccess.ts';
import type { EventSourceMappings } from './mappings.ts';

export const deleteEventSourceMapping = (mappings: EventSourceMappings) =>
  operation<DeleteEventSourceMappingRequest, EventSourceMappingConfiguration>({
    name: 'DeleteEventSourceMapping',
    accepts: ['UUID'],
    required: ['UUID'],
    access: ({ UUID }, call) => mappingAccess('DeleteEventSourceMapping', UUID, call),
    async run({ UUID }) {
      const mapping = mappings.store.mapping(UUID);
      await mappings.remove(mapping);
      return configurationOf(mapping, 'Deleting');
    },
  });
