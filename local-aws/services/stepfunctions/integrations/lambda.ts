import { StateFailure } from '../../../asl/failure.ts';
import { isObject, type Json } from '../../../asl/json.ts';
import { httpMetadata } from './answers.ts';
import type { Integration, IntegrationContext } from './integration.ts';

interface InvokeAnswer {
  StatusCode?: number;
  Payload?: Uint8Array;
  FunctionError?: string;
  ExecutedVersion?: string;
  $metadata?: { requestId?: string };
}

/** `lambda:invoke`: the payload comes back as JSON, with what else Lambda answered around it. */
export const lambdaInvoke: Integration = {
  patterns: ['waitForTaskToken'],
  async start(context, input) {
    const { Payload, ...given } = isObject(input) ? input : {};
    const answer = await invoke(context, { ...given, ...(Payload === undefined ? {} : { Payload: bytes(Payload) }) });
    const payload = payloadOf(answer);
    return {
      ...(answer.ExecutedVersion === undefined ? {} : { ExecutedVersion: answer.ExecutedVersion }),
      ...(payload === undefined ? {} : { Payload: payload }),
      ...httpMetadata(answer, answer.StatusCode ?? 200),
      StatusCode: answer.StatusCode ?? 200,
    };
  },
};

/** A function named by its own ARN: its answer is the payload itself. */
export async function invokeFunction(context: IntegrationContext, arn: string, input: Json): Promise<Json> {
  const answer = await invoke(context, { FunctionName: arn, Payload: bytes(input) });
  return payloadOf(answer) ?? null;
}

async function invoke({ cloud, caller }: IntegrationContext, input: object): Promise<InvokeAnswer> {
  const answer = await cloud.call<InvokeAnswer>('lambda', 'Invoke', input, caller);
  if (answer.FunctionError !== undefined) throw functionFailure(answer);
  return answer;
}

const bytes = (value: Json): Uint8Array => Buffer.from(JSON.stringify(value));

function payloadOf({ Payload }: InvokeAnswer): Json | undefined {
  const text = Payload === undefined ? '' : Buffer.from(Payload).toString('utf8');
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** What a function threw: its type is the error's name, its whole payload the cause. */
function functionFailure(answer: InvokeAnswer): StateFailure {
  const payload = payloadOf(answer);
  const text = answer.Payload === undefined ? '' : Buffer.from(answer.Payload).toString('utf8');
  const type = isObject(payload) ? payload.errorType : undefined;
  if (typeof type === 'string' && type !== '') return new StateFailure(type, text);
  return new StateFailure(
    'Lambda.Unknown',
    `The cause could not be determined because Lambda did not return an error type. Returned payload: ${text}`,
  );
}
