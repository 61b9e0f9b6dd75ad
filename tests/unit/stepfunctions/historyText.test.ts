import fc from 'fast-check';
import { shown, type WrittenEvent } from '../../../local-aws/asl/history.ts';
import { Payload } from '../../../local-aws/asl/payload.ts';
import { eventText, parseEvents } from '../../../local-aws/services/stepfunctions/historyText.ts';

const payload = fc
  .record({ value: fc.jsonValue(), indent: fc.constantFrom(0, 2, '\t') })
  .map(({ value, indent }) => Payload.parse(JSON.stringify(value, null, indent)));

const described = fc.oneof(
  fc.record({
    type: fc.constantFrom('PassStateEntered', 'TaskStateExited', 'LambdaFunctionScheduled', 'LambdaFunctionSucceeded'),
    details: fc.record({ name: fc.string({ unit: 'binary' }), payload }),
  }),
  fc.record({
    type: fc.constant('ExecutionFailed'),
    details: fc.record({
      executionFailedEventDetails: fc.record({ error: fc.string(), cause: fc.string({ unit: 'binary' }) }),
    }),
  }),
  fc.record({ type: fc.constant('LambdaFunctionStarted'), details: fc.constant(undefined) }),
) as fc.Arbitrary<Pick<WrittenEvent, 'type' | 'details'>>;

const histories = fc
  .record({
    first: fc.integer({ min: 1, max: 25_000 }),
    events: fc.array(fc.tuple(described, fc.nat(3), fc.nat(2)), { minLength: 1, maxLength: 20 }),
  })
  .map(({ first, events }) => {
    let timestamp = 1_795_000_000_000;
    return events.map(([each, back, later], index): WrittenEvent => {
      timestamp += later;
      const id = first + index;
      return { id, previousEventId: Math.max(0, id - 1 - back), timestamp, ...each };
    });
  });

test('events read from their text are the events that were written', () => {
  fc.assert(
    fc.property(histories, (events) => {
      const text = events.map((event, index) => eventText(event, events[index - 1])).join('');

      const read = parseEvents(text, events[0]?.id ?? 0);

      expect(read).toEqual(events.map(shown));
    }),
  );
});
