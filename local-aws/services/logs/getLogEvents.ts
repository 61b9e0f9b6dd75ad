import type { GetLogEventsRequest, GetLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../service.ts';
import { groupName, logAccess } from './access.ts';
import type { Position } from './eventStore.ts';
import type { LogStore } from './logStore.ts';
import { positionToken, readPosition } from './position.ts';
import type { StoredEvent } from './records.ts';

export const getLogEvents = (store: LogStore) =>
  operation<GetLogEventsRequest, GetLogEventsResponse>({
    name: 'GetLogEvents',
    accepts: [
      'logGroupName',
      'logGroupIdentifier',
      'logStreamName',
      'startTime',
      'endTime',
      'nextToken',
      'limit',
      'startFromHead',
    ],
    inert: ['unmask'],
    required: ['logStreamName'],
    access: ({ logGroupName, logGroupIdentifier, logStreamName }, call) =>
      logAccess('GetLogEvents', logGroupName ?? logGroupIdentifier, call, logStreamName),
    run({
      logGroupName,
      logGroupIdentifier,
      logStreamName = '',
      startTime,
      endTime,
      nextToken,
      limit = 10_000,
      startFromHead,
    }) {
      const group = store.group(groupName(logGroupName ?? logGroupIdentifier));
      store.stream(group.name, logStreamName);
      const place = nextToken === undefined ? undefined : readPosition(nextToken);
      const backward = place ? place.direction === 'b' : !startFromHead;
      const events = store.events.read({
        group: group.name,
        streams: [logStreamName],
        from: Math.max(startTime ?? 0, store.retainedFrom(group)),
        to: endTime,
        after: place && !backward ? place : undefined,
        before: place && backward ? place : undefined,
        newestFirst: backward,
        limit: Math.min(limit, 10_000),
      });
      if (backward) events.reverse();
      return { events: events.map(eventAnswer), ...tokens(events, place) };
    },
  });

const eventAnswer = ({ timestamp, message, ingestionTime }: StoredEvent) => ({ timestamp, message, ingestionTime });

/** At either end a token leads back to itself: that is how readers know. */
function tokens(events: StoredEvent[], place: Position | undefined) {
  const first = events[0] ?? place ?? { timestamp: 0, id: 0 };
  const last = events.at(-1) ?? place ?? { timestamp: 0, id: 0 };
  return { nextForwardToken: positionToken('f', last), nextBackwardToken: positionToken('b', first) };
}
