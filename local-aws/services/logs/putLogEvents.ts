import type { InputLogEvent, PutLogEventsRequest, PutLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../service.ts';
import { logAccess } from './access.ts';
import { invalid } from './invalid.ts';
import { dayMs, type LogStore } from './logStore.ts';

/** AWS's limits: events and bytes of a request, and how far from now a timestamp may be. */
const most = { events: 10_000, bytes: 1_048_576, pastMs: 14 * dayMs, futureMs: 2 * 3_600_000 };

export const putLogEvents = (store: LogStore) =>
  operation<PutLogEventsRequest, PutLogEventsResponse>({
    name: 'PutLogEvents',
    accepts: ['logGroupName', 'logStreamName', 'logEvents'],
    inert: ['sequenceToken', 'entity'],
    required: ['logGroupName', 'logStreamName', 'logEvents'],
    access: ({ logGroupName, logStreamName }, call) => logAccess('PutLogEvents', logGroupName, call, logStreamName),
    run({ logGroupName = '', logStreamName = '', logEvents = [] }, { cloud }) {
      const group = store.group(logGroupName);
      const stream = store.stream(logGroupName, logStreamName);
      const events = checkEvents(logEvents);
      const now = cloud.clock.now();
      const oldest = Math.max(now - most.pastMs, store.retainedFrom(group));
      const old = events.filter(({ timestamp }) => timestamp < oldest).length;
      const kept = events.filter(({ timestamp }) => timestamp >= oldest && timestamp <= now + most.futureMs);
      const tooNew = events.findIndex(({ timestamp }) => timestamp > now + most.futureMs);
      if (kept.length > 0) store.append(group, stream, kept);
      const rejected = {
        ...(old > 0
          ? { [oldest > now - most.pastMs ? 'expiredLogEventEndIndex' : 'tooOldLogEventEndIndex']: old }
          : {}),
        ...(tooNew >= 0 ? { tooNewLogEventStartIndex: tooNew } : {}),
      };
      return {
        nextSequenceToken: String(now),
        ...(Object.keys(rejected).length > 0 ? { rejectedLogEventsInfo: rejected } : {}),
      };
    },
  });

function checkEvents(events: InputLogEvent[]): { timestamp: number; message: string }[] {
  if (events.length < 1 || events.length > most.events)
    throw invalid(`logEvents must hold from 1 to ${most.events} events.`);
  const checked = events.map(({ timestamp = -1, message = '' }, index) => {
    if (message === '') throw invalid(`logEvents[${index}].message must not be empty.`);
    if (timestamp < 0) throw invalid(`logEvents[${index}].timestamp must be a number of milliseconds since the epoch.`);
    return { timestamp, message };
  });
  if (checked.reduce((sum, { message }) => sum + Buffer.byteLength(message) + 26, 0) > most.bytes)
    throw invalid(`Upload too large: the batch is limited to ${most.bytes} bytes.`);
  const times = checked.map(({ timestamp }) => timestamp);
  if (times.some((time, index) => time < (times[index - 1] ?? 0)))
    throw invalid('Log events in a single PutLogEvents request must be in chronological order.');
  if ((times.at(-1) ?? 0) - (times[0] ?? 0) > dayMs)
    throw invalid('The batch of log events in a single PutLogEvents request cannot span more than 24 hours.');
  return checked;
}
