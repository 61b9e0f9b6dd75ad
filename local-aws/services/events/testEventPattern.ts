import type { TestEventPatternRequest, TestEventPatternResponse } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { parsePattern } from './parsePattern.ts';

const needed = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'];

export const testEventPattern = () =>
  operation<TestEventPatternRequest, TestEventPatternResponse>({
    name: 'TestEventPattern',
    accepts: ['EventPattern', 'Event'],
    required: ['EventPattern', 'Event'],
    run({ EventPattern = '', Event = '' }) {
      const matches = parsePattern(EventPattern);
      return { Result: matches(parseEvent(Event)) };
    },
  });

function parseEvent(text: string): unknown {
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch {
    throw new AwsError('ValidationException', 'Parameter Event is not valid: it is no JSON text.');
  }
  const missing = needed.filter((field) => typeof event !== 'object' || event === null || !(field in event));
  if (missing.length > 0)
    throw new AwsError('ValidationException', `Parameter Event is not valid: it lacks ${missing.join(', ')}.`);
  return event;
}
