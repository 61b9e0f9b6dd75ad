import { StateFailure } from '../../../asl/failure.ts';
import { isObject, type Json } from '../../../asl/json.ts';
import { httpMetadata, plain } from './answers.ts';
import type { Integration } from './integration.ts';

/** `events:putEvents`: details go as text, the execution is named among the resources, and an entry that failed fails the task. */
export const putEvents: Integration = {
  patterns: ['waitForTaskToken'],
  async start({ cloud, caller, call }, input) {
    const { facts } = call.run;
    const entries = isObject(input) && Array.isArray(input.Entries) ? input.Entries.filter(isObject) : [];
    const sent = entries.map((entry) => ({
      ...entry,
      ...(entry.Detail === undefined || typeof entry.Detail === 'string'
        ? {}
        : { Detail: JSON.stringify(entry.Detail) }),
      Resources: [...(Array.isArray(entry.Resources) ? entry.Resources : []), facts.stateMachineArn, facts.arn],
    }));
    const answer = await cloud.call<{ FailedEntryCount?: number; $metadata?: object }>(
      'events',
      'PutEvents',
      { Entries: sent },
      caller,
    );
    const result: Json = plain(answer, { dates: 'milliseconds', capitals: false });
    if ((answer.FailedEntryCount ?? 0) > 0) throw new StateFailure('EventBridge.FailedEntry', JSON.stringify(result));
    return { ...(isObject(result) ? result : {}), ...httpMetadata(answer) };
  },
};
