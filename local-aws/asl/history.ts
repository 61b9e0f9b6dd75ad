import type { HistoryEvent as ServiceEvent } from '@aws-sdk/client-sfn';
import type { Payload } from './payload.ts';

/** An event as GetExecutionHistory gives it, with its time in ms since the epoch. */
export type HistoryEvent = Omit<ServiceEvent, 'timestamp' | 'id'> & { timestamp: number; id: number };

export type EventType = NonNullable<ServiceEvent['type']>;

/** The member of an event that holds its details, and what is in it. */
export type EventDetails = Omit<ServiceEvent, 'timestamp' | 'id' | 'previousEventId' | 'type'>;

/** Most events that the history of a standard execution may have; the last one is the failure. */
export const maximumEvents = 25_000;

/** An event as it is noted: AWS's shape is made of it when somebody reads it, which few events ever see. */
export interface WrittenEvent {
  id: number;
  previousEventId: number;
  /** ms since the epoch */
  timestamp: number;
  type: EventType;
  details: EventDetails | DataDetails | undefined;
}

/** Details of the events that are written most. */
export interface DataDetails {
  /** The state's name, or the resource. */
  name: string;
  /** What went in, or came out. */
  payload: Payload;
}

export const isData = (details: EventDetails | DataDetails): details is DataDetails => 'payload' in details;

/** The event as GetExecutionHistory gives it. */
export function shown({ details, ...event }: WrittenEvent): HistoryEvent {
  if (!details) return event;
  return { ...event, ...(isData(details) ? dataDetails(event.type, details.name, details.payload.text) : details) };
}

/** AWS's details of an event that was noted with a name and a payload. */
export function dataDetails(type: EventType, name: string, text: string): EventDetails {
  if (type === 'LambdaFunctionScheduled') {
    return { lambdaFunctionScheduledEventDetails: { input: text, inputDetails: whole, resource: name } };
  }
  if (type === 'LambdaFunctionSucceeded') {
    return { lambdaFunctionSucceededEventDetails: { output: text, outputDetails: whole } };
  }
  if (type.endsWith('StateEntered')) return { stateEnteredEventDetails: { input: text, inputDetails: whole, name } };
  return { stateExitedEventDetails: { name, output: text, outputDetails: whole } };
}

/** Marks of data that is whole. The service gives at most 256 KiB, which no payload exceeds. */
export const whole = { truncated: false } as const;
