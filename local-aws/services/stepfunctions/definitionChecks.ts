import type { StateMachineType } from '@aws-sdk/client-sfn';
import { validateDefinition } from '../../asl/validation/validateDefinition.ts';
import { AwsError } from '../../errors.ts';
import { checkLength } from './constraints.ts';

/** Most characters of a definition: 1 MB. */
export const longestDefinition = 1_048_576;

/** Refuses a definition with errors as the service does, all of them in one message. */
export function checkDefinition(definition: string, type: StateMachineType): void {
  checkLength('definition', definition, longestDefinition, 1);
  const errors = validateDefinition(definition, { type }).filter(({ severity }) => severity === 'ERROR');
  if (errors.length === 0) return;
  const texts = errors.map(({ code, message, location }) => `${code}: ${message} at ${location ?? null}`);
  throw new AwsError('InvalidDefinition', `Invalid State Machine Definition: '${texts.join(', ')}'`);
}
