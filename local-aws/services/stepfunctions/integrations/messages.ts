import { isObject, type Json, type JsonObject } from '../../../asl/json.ts';
import { httpMetadata, plain } from './answers.ts';
import type { Integration, IntegrationContext } from './integration.ts';

/** Sends a message whose body, where it is JSON, goes as its text. */
async function send(
  { cloud, caller }: IntegrationContext,
  service: string,
  operation: string,
  body: string,
  input: Json,
): Promise<JsonObject> {
  const given = isObject(input) ? input : {};
  const message = given[body];
  const text = message === undefined || typeof message === 'string' ? message : JSON.stringify(message);
  const answer = await cloud.call<object>(
    service,
    operation,
    { ...given, ...(text === undefined ? {} : { [body]: text }) },
    caller,
  );
  const result = plain(answer, { dates: 'milliseconds', capitals: false });
  return { ...(isObject(result) ? result : {}), ...httpMetadata(answer) };
}

export const publish: Integration = {
  patterns: ['waitForTaskToken'],
  start: (context, input) => send(context, 'sns', 'Publish', 'Message', input),
};

export const sendMessage: Integration = {
  patterns: ['waitForTaskToken'],
  start: (context, input) => send(context, 'sqs', 'SendMessage', 'MessageBody', input),
};
