import { StateFailure } from '../../../asl/failure.ts';
import { isObject, type Json } from '../../../asl/json.ts';
import { httpMetadata, plain } from './answers.ts';
import type { Integration } from './integration.ts';
import { poll } from './poll.ts';

const wording = { dates: 'milliseconds', capitals: false } as const;

/** A job that is created under a name and described until its status is one of the last ones. */
const job = (create: string, describe: string, kind: string): Integration => ({
  patterns: ['sync'],
  async start({ cloud, caller, call }, input) {
    const given = isObject(input) ? input : {};
    const answer = await cloud.call<object>('sagemaker', create, given, caller);
    const result = plain(answer, wording);
    const named = call.resource.pattern === 'request' ? {} : { [`${kind}Name`]: given[`${kind}Name`] ?? '' };
    return { ...(isObject(result) ? result : {}), ...named, ...httpMetadata(answer) };
  },
  async finish(context, answer) {
    const name = isObject(answer) ? answer[`${kind}Name`] : undefined;
    return await poll(context, async (): Promise<Json | undefined> => {
      const described = await context.cloud.call<Record<string, unknown>>(
        'sagemaker',
        describe,
        { [`${kind}Name`]: name },
        context.caller,
      );
      const status = described[`${kind}Status`];
      if (status !== 'Completed' && status !== 'Failed' && status !== 'Stopped') return undefined;
      const result = plain(described, wording);
      if (status !== 'Completed') throw new StateFailure('States.TaskFailed', JSON.stringify(result));
      return result;
    });
  },
});

export const sagemakerIntegrations: Record<string, Integration> = {
  'sagemaker:createTrainingJob': job('CreateTrainingJob', 'DescribeTrainingJob', 'TrainingJob'),
  'sagemaker:createTransformJob': job('CreateTransformJob', 'DescribeTransformJob', 'TransformJob'),
};
