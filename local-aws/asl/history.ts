import type { HistoryEvent as ServiceEvent } from '@aws-sdk/client-sfn';

/** An event as GetExecutionHistory gives it, with its time in ms since the epoch. */
export type HistoryEvent = Omit<ServiceEvent, 'timestamp' | 'id'> & { timestamp: number; id: number };

export type EventType = NonNullable<ServiceEvent['type']>;

/** The member of an event that holds its details, and what is in it. */
export type EventDetails = Omit<ServiceEvent, 'timestamp' | 'id' | 'previousEventId' | 'type'>;

/** Most events that the history of a standard execution may have; the last one is the failure. */
export const maximumEvents = 25_000;

/**
 * An event as it is written. `details` is the text of its last member in pieces: those at even places are constants or names, which
 * are few; those at odd places are data. Whole texts would have to be put together first, and that costs more than all the rest.
 */
export interface WrittenEvent {
  id: number;
  previousEventId: number;
  timestamp: number;
  type: EventType;
  details: readonly string[];
}

/** The event's text. */
export function textOf({ id, previousEventId, timestamp, type, details }: WrittenEvent): string {
  const head = `{"timestamp":${timestamp},"type":"${type}","id":${id},"previousEventId":${previousEventId}`;
  return details.length === 0 ? `${head}}` : `${head},${details.join('')}}`;
}

/** Marks of data that is whole. The service gives at most 256 KiB, which no payload exceeds. */
export const whole = { truncated: false } as const;

const names = new Map<string, string>();

/** A state's name as a JSON string. */
export function quotedName(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  const quoted = JSON.stringify(name);
  if (names.size > 10_000) names.clear();
  names.set(name, quoted);
  return quoted;
}
