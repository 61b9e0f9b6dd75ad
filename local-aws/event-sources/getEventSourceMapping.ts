import type { EventSourceMappingConfiguration, GetEventSourceMappingRequest } from '@aws-sdk/client-lambda';
import { operation } from '../service.ts';
import { configurationOf } from './configurationOf.ts';
import { mappingAccess } from './mappingAccess.ts';
import type { EventSourceMappings } from './mappings.ts';

export const getEventSourceMapping = (mappings: EventSourceMappings) =>
  operation<GetEventSourceMappingRequest, EventSourceMappingConfiguration>({
    name: 'GetEventSourceMapping',
    accepts: ['UUID'],
    required: ['UUID'],
    access: ({ UUID }, call) => mappingAccess('GetEventSourceMapping', UUID, call),
    run: ({ UUID }) => configurationOf(mappings.store.mapping(UUID)),
  });
