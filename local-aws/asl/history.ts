import type { HistoryEvent as ServiceEvent } from '@aws-sdk/client-sfn';

/** An event as GetExecutionHistory gives it, with its time in ms since the epoch. */
export type HistoryEvent = Omit<ServiceEvent, 'timestamp' | 'id'> & { timestamp: number; id: number };

export type EventType = NonNullable<ServiceEvent['type']>;

/** The member of an event that holds its details, and what is in it. */
export type EventDetails = Omit<ServiceEvent, 'timestamp' | 'id' | 'previousEventId' | 'type'>;

/** Most events that the history of a standard execution may have; the last one is the failure. */
export const maximumEvents = 25_000;

/** Marks of data that is whole. The service gives at most 256 KiB, which no payload exceeds. */
export const whole = { truncated: false } as const;
