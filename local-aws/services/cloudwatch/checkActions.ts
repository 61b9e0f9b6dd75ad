import { serviceOf } from '../../deliveries/callTarget.ts';
import { invalidParameter } from './invalid.ts';

/** Throws `InvalidParameterValueException` for an action that alarms here cannot take. */
export function checkActions(...lists: readonly (readonly string[] | undefined)[]): void {
  for (const arn of lists.flatMap((list) => list ?? []))
    if (!['sns', 'lambda'].includes(serviceOf(arn)))
      throw invalidParameter(
        `The action ${arn} is not supported by local-aws; supported: topics of SNS, functions of Lambda.`,
      );
}
