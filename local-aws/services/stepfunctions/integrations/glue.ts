import { StateFailure } from '../../../asl/failure.ts';
import { isObject } from '../../../asl/json.ts';
import { plain } from './answers.ts';
import type { Integration } from './integration.ts';
import { poll } from './poll.ts';

const failures = new Set(['FAILED', 'STOPPED', 'TIMEOUT', 'ERROR', 'EXPIRED']);

/** `glue:startJobRun`, with `.sync` until the run has ended. */
export const startJobRun: Integration = {
  patterns: ['sync'],
  async start({ cloud, caller, call }, input) {
    const given = isObject(input) ? input : {};
    const answer = await cloud.call<{ JobRunId?: string }>('glue', 'StartJobRun', given, caller);
    const { JobRunId = '' } = answer;
    return call.resource.pattern === 'request' ? { JobRunId } : { JobName: given.JobName ?? '', JobRunId };
  },
  async finish(context, answer) {
    const { JobName = '', JobRunId = '' } = isObject(answer) ? answer : {};
    return await poll(context, async () => {
      const { JobRun } = await context.cloud.call<{ JobRun?: { JobRunState?: string } }>(
        'glue',
        'GetJobRun',
        { JobName, RunId: JobRunId },
        context.caller,
      );
      const state = JobRun?.JobRunState ?? '';
      if (state !== 'SUCCEEDED' && !failures.has(state)) return undefined;
      const run = plain(JobRun, { dates: 'milliseconds', capitals: false });
      if (state !== 'SUCCEEDED') throw new StateFailure('States.TaskFailed', JSON.stringify(run));
      return run;
    });
  },
  async stop({ cloud, caller }, answer) {
    const { JobName = '', JobRunId = '' } = isObject(answer) ? answer : {};
    await cloud.call('glue', 'BatchStopJobRun', { JobName, JobRunIds: [JobRunId] }, caller);
  },
};
