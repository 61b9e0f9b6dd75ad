import type { Cloud } from '../cloud.ts';
import { createEventSourceMapping } from './createEventSourceMapping.ts';
import { deleteEventSourceMapping } from './deleteEventSourceMapping.ts';
import { getEventSourceMapping } from './getEventSourceMapping.ts';
import { listEventSourceMappings } from './listEventSourceMappings.ts';
import { EventSourceMappings } from './mappings.ts';
import { updateEventSourceMapping } from './updateEventSourceMapping.ts';

/** Lambda's event source mappings: their part of Lambda's API, and the pollers behind it. */
export function createEventSources(cloud: Cloud) {
  const mappings = new EventSourceMappings(cloud);
  return {
    operations: {
      CreateEventSourceMapping: createEventSourceMapping(mappings),
      DeleteEventSourceMapping: deleteEventSourceMapping(mappings),
      GetEventSourceMapping: getEventSourceMapping(mappings),
      ListEventSourceMappings: listEventSourceMappings(mappings),
      UpdateEventSourceMapping: updateEventSourceMapping(mappings),
    },
    start: () => mappings.start(),
    close: () => mappings.close(),
  };
}
