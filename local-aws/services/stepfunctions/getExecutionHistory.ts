import type { GetExecutionHistoryInput, GetExecutionHistoryOutput, HistoryEvent } from '@aws-sdk/client-sfn';
import type { HistoryEvent as StoredEvent } from '../../asl/history.ts';
import { operation } from '../../service.ts';
import type { Engine } from './engine.ts';
import { pageSize, readPlace, writePlace } from './places.ts';
import { standardExecution } from './standardExecution.ts';

export const getExecutionHistory = (engine: Engine) =>
  operation<GetExecutionHistoryInput, GetExecutionHistoryOutput>({
    name: 'GetExecutionHistory',
    accepts: ['executionArn', 'maxResults', 'reverseOrder', 'nextToken', 'includeExecutionData'],
    required: ['executionArn'],
    access: ({ executionArn = '' }) => [{ action: 'states:GetExecutionHistory', resource: executionArn }],
    run({ executionArn = '', maxResults, reverseOrder = false, nextToken, includeExecutionData = true }) {
      const { id } = standardExecution(engine, executionArn);
      const limit = pageSize(maxResults);
      const place = readPlace(nextToken);
      engine.journal.flush();
      const stored = reverseOrder
        ? engine.executions.eventsBackward(id, place)
        : engine.executions.events(id, place ?? 1);
      const events: HistoryEvent[] = [];
      for (const event of stored) {
        if (events.length === limit) return { events, nextToken: writePlace(event.id) };
        events.push(shown(event, includeExecutionData));
      }
      return { events };
    },
  });

const data = new Set([
  'input',
  'output',
  'parameters',
  'inputDetails',
  'outputDetails',
  'assignedVariables',
  'assignedVariablesDetails',
]);

/** The event with its time as a date, and without inputs and outputs where they are not wanted. */
function shown({ timestamp, ...event }: StoredEvent, includeData: boolean): HistoryEvent {
  const dated = { timestamp: new Date(timestamp), ...event };
  if (includeData) return dated;
  const entries = Object.entries(dated).map(([name, value]) =>
    name.endsWith('EventDetails') && typeof value === 'object'
      ? [name, Object.fromEntries(Object.entries(value).filter(([member]) => !data.has(member)))]
      : [name, value],
  );
  return Object.fromEntries(entries) as HistoryEvent;
}
