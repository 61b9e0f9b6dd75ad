import {
  dataDetails,
  type EventDetails,
  type EventType,
  type HistoryEvent,
  isData,
  type WrittenEvent,
} from '../../asl/history.ts';

// JSON has neither of them outside of escapes, so data is written as it is.
const endOfEvent = '\x1e';
const endOfField = '\x1f';

const names = new Map<string, string>();

/** A name as a JSON string: there are few, and they come again. */
function quoted(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  const made = JSON.stringify(name);
  if (names.size > 10_000) names.clear();
  names.set(name, made);
  return made;
}

/**
 * The text of an event on disk. An event follows the one before it, at the same time, unless it says otherwise; its id is its place.
 * `before` is the event that was written before it, if any.
 */
export function eventText(
  { id, previousEventId, timestamp, type, details }: WrittenEvent,
  before?: WrittenEvent,
): string {
  const previous = previousEventId === id - 1 ? '' : previousEventId;
  const time = timestamp === before?.timestamp ? '' : timestamp;
  const head = `${type}${endOfField}${previous}${endOfField}${time}`;
  if (!details) return head + endOfEvent;
  if (!isData(details)) return `${head}${endOfField}${JSON.stringify(details)}${endOfEvent}`;
  return `${head}${endOfField}${quoted(details.name)}${endOfField}${details.payload.text}${endOfEvent}`;
}

/** The events of a text, of which the first one has the id `first`. */
export function parseEvents(text: string, first: number): HistoryEvent[] {
  const events: HistoryEvent[] = [];
  let timestamp = 0;
  let id = first;
  for (const line of text.split(endOfEvent).slice(0, -1)) {
    const [type, previous, time, described, data] = line.split(endOfField) as [
      EventType,
      string,
      string,
      string?,
      string?,
    ];
    if (time !== '') timestamp = Number(time);
    events.push({
      timestamp,
      type,
      id,
      previousEventId: previous === '' ? id - 1 : Number(previous),
      ...detailsOf(type, described, data),
    });
    id++;
  }
  return events;
}

function detailsOf(type: EventType, described: string | undefined, data: string | undefined): EventDetails {
  if (described === undefined) return {};
  const value = JSON.parse(described) as EventDetails | string;
  return typeof value === 'string' ? dataDetails(type, value, data ?? '') : value;
}
