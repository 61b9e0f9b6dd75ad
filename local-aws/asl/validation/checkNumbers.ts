import type { State } from '../definition.ts';
import type { Json } from '../json.ts';
import { expressionOf } from '../query/jsonata.ts';
import { parseTimestamp } from '../timestamp.ts';
import type { BlockContext } from './checkBlock.ts';

const whole: Readonly<Record<string, { least: number; most: number }>> = {
  Seconds: { least: 0, most: 99_999_999 },
  TimeoutSeconds: { least: 1, most: 99_999_999 },
  HeartbeatSeconds: { least: 1, most: 99_999_999 },
  MaxConcurrency: { least: 0, most: 2 ** 31 - 1 },
  ToleratedFailureCount: { least: 0, most: 2 ** 31 - 1 },
};

/** Numbers and times of a state that are written out. */
export function checkNumbers(state: State, { findings, location, language }: BlockContext): void {
  const isWritten = (value: Json | undefined): boolean =>
    value !== undefined && !(language === 'JSONata' && expressionOf(value) !== undefined);
  for (const [field, { least, most }] of Object.entries(whole)) {
    const value = state[field];
    if (!isWritten(value)) continue;
    const place = `${location}/${field}`;
    if (typeof value !== 'number' || !Number.isInteger(value)) findings.schema('Expected value of type Integer', place);
    else if (value < least) findings.schema(`Value should be greater than or equal to ${least}`, place);
    else if (value > most) findings.schema(`Value should be less than or equal to ${most}`, place);
  }
  const percentage = state.ToleratedFailurePercentage;
  if (isWritten(percentage) && (typeof percentage !== 'number' || percentage < 0 || percentage > 100)) {
    findings.schema('Value should be between 0 and 100', `${location}/ToleratedFailurePercentage`);
  }
  const { Timestamp, TimeoutSeconds, HeartbeatSeconds } = state;
  if (isWritten(Timestamp) && (typeof Timestamp !== 'string' || !parseTimestamp(Timestamp))) {
    findings.schema('Value is not a valid ISO-8601 extended offset date-time format string', `${location}/Timestamp`);
  }
  if (
    typeof TimeoutSeconds === 'number' &&
    typeof HeartbeatSeconds === 'number' &&
    HeartbeatSeconds >= TimeoutSeconds
  ) {
    findings.schema('HeartbeatSeconds must be smaller than TimeoutSeconds', location);
  }
}
