import { isObject, type Json, type JsonObject } from '../json.ts';
import type { BlockContext } from './checkBlock.ts';

/** Retriers and catchers: whom they name, and that States.ALL stands alone and last. */
export function checkHandlers(state: JsonObject, context: BlockContext): void {
  for (const field of ['Retry', 'Catch']) {
    const handlers = state[field];
    if (handlers === undefined) continue;
    if (!Array.isArray(handlers))
      context.findings.schema('Expected value of type Array', `${context.location}/${field}`);
    else
      for (const [index, handler] of handlers.entries()) checkHandler(handler, field, index, handlers.length, context);
  }
}

function checkHandler(
  handler: Json,
  field: string,
  index: number,
  count: number,
  { findings, location }: BlockContext,
): void {
  const place = `${location}/${field}[${index}]`;
  if (!isObject(handler)) {
    findings.schema('Expected value of type Object', place);
    return;
  }
  const { ErrorEquals } = handler;
  if (!Array.isArray(ErrorEquals) || ErrorEquals.length === 0) {
    findings.schema(
      ErrorEquals === undefined ? 'These fields are required: [ErrorEquals]' : 'ErrorEquals must be a non-empty array',
      place,
    );
  } else if (ErrorEquals.includes('States.ALL')) {
    if (ErrorEquals.length > 1) findings.schema('States.ALL must appear alone', `${place}/ErrorEquals`);
    if (index < count - 1)
      findings.schema(`States.ALL can only appear in the last element of ${field}`, `${place}/ErrorEquals`);
  }
  if (field === 'Catch' && typeof handler.Next !== 'string')
    findings.schema('These fields are required: [Next]', place);
  if (field === 'Retry') checkRetrier(handler, place, { findings });
}

function checkRetrier(retrier: JsonObject, place: string, { findings }: Pick<BlockContext, 'findings'>): void {
  const whole = (name: string, least: number, most: number) => {
    const value = retrier[name];
    if (value === undefined) return;
    if (typeof value !== 'number' || !Number.isInteger(value))
      findings.schema('Expected value of type Integer', `${place}/${name}`);
    else if (value < least) findings.schema(`Value should be greater than or equal to ${least}`, `${place}/${name}`);
    else if (value > most) findings.schema(`Value should be less than or equal to ${most}`, `${place}/${name}`);
  };
  whole('IntervalSeconds', 1, 99_999_999);
  whole('MaxAttempts', 0, 99_999_999);
  whole('MaxDelaySeconds', 1, 31_622_400);
  const { BackoffRate, JitterStrategy } = retrier;
  if (BackoffRate !== undefined && (typeof BackoffRate !== 'number' || BackoffRate < 1)) {
    findings.schema('Value should be greater than or equal to 1.0', `${place}/BackoffRate`);
  }
  if (JitterStrategy !== undefined && JitterStrategy !== 'FULL' && JitterStrategy !== 'NONE') {
    findings.schema("Value is not valid. Expected one of ['FULL', 'NONE']", `${place}/JitterStrategy`);
  }
}
