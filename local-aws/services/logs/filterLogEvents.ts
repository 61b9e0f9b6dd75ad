import type {
  FilteredLogEvent,
  FilterLogEventsRequest,
  FilterLogEventsResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../service.ts';
import { groupName, logAccess } from './access.ts';
import type { Position } from './eventStore.ts';
import { invalid } from './invalid.ts';
import type { LogStore } from './logStore.ts';
import { parseFilter } from './parseFilter.ts';
import { positionToken, readPosition } from './position.ts';
import type { StoredEvent } from './records.ts';

export const filterLogEvents = (store: LogStore) =>
  operation<FilterLogEventsRequest, FilterLogEventsResponse>({
    name: 'FilterLogEvents',
    accepts: [
      'logGroupName',
      'logGroupIdentifier',
      'logStreamNames',
      'logStreamNamePrefix',
      'startTime',
      'endTime',
      'filterPattern',
      'nextToken',
      'limit',
    ],
    inert: ['interleaved', 'unmask'],
    access: ({ logGroupName, logGroupIdentifier }, call) =>
      logAccess('FilterLogEvents', logGroupName ?? logGroupIdentifier, call),
    run(input) {
      const {
        logStreamNames,
        logStreamNamePrefix,
        startTime,
        endTime,
        filterPattern = '',
        nextToken,
        limit = 10_000,
      } = input;
      const group = store.group(groupName(input.logGroupName ?? input.logGroupIdentifier));
      if (logStreamNames && logStreamNamePrefix !== undefined)
        throw invalid('logStreamNames and logStreamNamePrefix are mutually exclusive.');
      for (const name of logStreamNames ?? []) store.stream(group.name, name);
      const matches = parseFilter(filterPattern);
      const found: StoredEvent[] = [];
      let place: Position | undefined = nextToken === undefined ? undefined : readPosition(nextToken);
      for (let more = true; more && found.length <= limit; ) {
        const events = store.events.read({
          group: group.name,
          streams: logStreamNames,
          streamPrefix: logStreamNamePrefix,
          from: Math.max(startTime ?? 0, store.retainedFrom(group)),
          // The end is inclusive here, and exclusive in GetLogEvents.
          to: endTime === undefined ? undefined : endTime + 1,
          after: place,
          limit: 1000,
        });
        for (const event of events) if (matches(event.message)) found.push(event);
        place = events.at(-1);
        more = events.length === 1000;
      }
      const taken = found.slice(0, limit);
      const last = taken.at(-1);
      return {
        events: taken.map(filteredAnswer),
        searchedLogStreams: [],
        ...(found.length > limit && last ? { nextToken: positionToken('f', last) } : {}),
      };
    },
  });

const filteredAnswer = ({ id, stream, timestamp, message, ingestionTime }: StoredEvent): FilteredLogEvent => ({
  logStreamName: stream,
  timestamp,
  message,
  ingestionTime,
  eventId: String(id).padStart(56, '0'),
});
