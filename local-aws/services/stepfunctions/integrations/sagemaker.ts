import { StateFailure } from '../../../asl/failure.ts';
import { isObject, type Json } from '../../../asl/json.ts';
import { httpMetadata, plain } from './answers.ts';
import type { Integration } from './integration.ts';
import { poll } from './poll.ts';

const wording = { dates: 'milliseconds', capitals: false } as const;

/** A job that is created under a name and described until its status is one of the last ones. */
const job = (kind: 'TrainingJob' | 'TransformJob'): Integration => ({
  patterns: ['sync'],
  async start({ cloud, caller, call }, input) {
    const given = isObject(input) ? input : {};
    const answer = await cloud.call<object>('sagemaker', `Create${kind}`, given, caller);
    const result = plain(answer, wording);
    const named = call.resource.pattern === 'request' ? {} : { [`${kind}Name`]: given[`${kind}Name`] ?? '' };
    return { ...(isObject(result) ? result : {}), ...named, ...httpMetadata(answer) };
  },
  async finish(context, answer) {
    const name = isObject(answer) ? answer[`${kind}Name`] : undefined;
    return await poll(context, async (): Promise<Json | undefined> => {
      const described = await context.cloud.call<Record<string, unknown>>(
        'sagemaker',
        `Describe${kind}`,
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
  async stop({ cloud, caller }, answer) {
    const name = isObject(answer) ? answer[`${kind}Name`] : undefined;
    await cloud.call('sagemaker', `Stop${kind}`, { [`${kind}Name`]: name }, caller);
  },
});

export const sagemakerIntegrations: Record<string, Integration> = {
  'sagemaker:createTrainingJob': job('TrainingJob'),
  'sagemaker:createTransformJob': job('TransformJob'),
};
