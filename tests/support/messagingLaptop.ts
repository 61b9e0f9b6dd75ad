import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MovableClock } from '../../local-aws/clock.ts';
import { AwsError } from '../../local-aws/errors.ts';
import { createEventSources } from '../../local-aws/event-sources/index.ts';
import { type Server, type ServerOptions, startServer } from '../../local-aws/server.ts';
import { type Caller, operation, type Service } from '../../local-aws/service.ts';
import { type Registration, registry } from '../../local-aws/services/registry.ts';

/** A call that the stand-in for Lambda or Step Functions got. */
export interface TargetCall {
  /** Name or ARN of the function or state machine. */
  target: string;
  payload: unknown;
  caller: Caller;
  /** ms since the epoch of the laptop's clock */
  at: number;
}

/** What functions answer; throws for a service error. `functionError` is what a function's own exception looks like. */
export type Respond = (call: TargetCall) => Answer | undefined | Promise<Answer | undefined>;

interface Answer {
  payload?: unknown;
  functionError?: string;
}

export interface MessagingLaptop {
  server: Server;
  clock: MovableClock;
  calls: TargetCall[];
  respond(with_: Respond): void;
  client: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };
  /** Stops the server and starts it again on the same directory. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** A server with the real messaging services, and stand-ins for Lambda and Step Functions that record what reaches them. */
export async function startMessagingLaptop(
  options: Partial<ServerOptions> & { now?: string } = {},
): Promise<MessagingLaptop> {
  const directory = mkdtempSync(join(tmpdir(), 'nightjar-messaging-'));
  const { now, ...settings } = options;
  const clock = new MovableClock(now === undefined ? {} : { offset: Date.parse(now) - Date.now() });
  const calls: TargetCall[] = [];
  let respond: Respond = () => undefined;
  const take: Take = async (target, payload, caller) => {
    const text = typeof payload === 'string' ? payload : Buffer.from(payload ?? '').toString();
    const call = { target, payload: text === '' ? undefined : (JSON.parse(text) as unknown), caller, at: clock.now() };
    calls.push(call);
    return (await respond(call)) ?? {};
  };
  const start = () =>
    startServer({
      directory,
      authorize: false,
      ...settings,
      clock,
      services: standIns(take, settings.services ?? registry),
    });
  const laptop: MessagingLaptop = {
    server: await start(),
    clock,
    calls,
    respond: (with_) => {
      respond = with_;
    },
    client: { endpoint: '', region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } },
    async restart() {
      await laptop.server.close();
      laptop.server = await start();
      laptop.client.endpoint = laptop.server.endpoint;
    },
    async close() {
      await laptop.server.close();
      rmSync(directory, { recursive: true });
    },
  };
  laptop.client.endpoint = laptop.server.endpoint;
  return laptop;
}

type Take = (target: string, payload: Uint8Array | string | undefined, caller: Caller) => Promise<Answer>;

const kept = ['iam', 'kms', 'sns', 'sqs', 'events', 'scheduler', 'logs', 'cloudwatch', 'kinesis', 'sts', 's3'];

function standIns(take: Take, from: readonly Registration[]): Registration[] {
  const real = from.filter(({ create }) => kept.some((name) => create.name.toLowerCase() === `create${name}`));
  const stand = (name: string, operations: Service['operations']): Registration => ({
    create: () => ({ name, protocols: ['awsJson1.1'], validationError: 'ValidationException', operations }),
  });
  const lambda = standInForLambda(take);
  const states = stand('states', {
    StartExecution: operation<{ stateMachineArn: string; input?: string; name?: string }, object>({
      name: 'StartExecution',
      accepts: ['stateMachineArn', 'input', 'name'],
      run: async ({ stateMachineArn, input }, { caller }) => {
        await take(stateMachineArn, input, caller);
        return { executionArn: `${stateMachineArn}:1` };
      },
    }),
  });
  return [...real, lambda, states];
}

/** Lambda without functions: invocations are recorded; the event source mappings are the real ones. */
const standInForLambda = (take: Take): Registration => ({
  create: (cloud) => {
    const eventSources = createEventSources(cloud);
    return {
      name: 'lambda',
      protocols: ['restJson'],
      validationError: 'InvalidParameterValueException',
      operations: {
        ...eventSources.operations,
        GetFunctionConfiguration: operation<{ FunctionName: string }, object>({
          name: 'GetFunctionConfiguration',
          accepts: ['FunctionName'],
          run: ({ FunctionName }) => ({
            FunctionArn: FunctionName.startsWith('arn:')
              ? FunctionName
              : cloud.arn('lambda', `function:${FunctionName}`),
            FunctionName: FunctionName.split(':').at(-1),
            Role: 'arn:aws:iam::000000000000:role/function',
            Timeout: 30,
          }),
        }),
        Invoke: operation<{ FunctionName: string; InvocationType?: string; Payload?: Uint8Array }, object>({
          name: 'Invoke',
          accepts: ['FunctionName', 'InvocationType', 'Payload'],
          run: async ({ FunctionName, Payload }, { caller }) => {
            await take(FunctionName, Payload, caller);
            return { StatusCode: 202 };
          },
        }),
      },
      started: () => eventSources.start(),
      close: () => eventSources.close(),
    };
  },
  parts: () => ({
    functions: {
      async invoke({ functionName, payload, caller }) {
        const answer = await take(functionName, payload, caller);
        return {
          status: 200,
          payload: JSON.stringify(answer.payload ?? null),
          requestId: '00000000-0000-0000-0000-000000000000',
          ...(answer.functionError === undefined ? {} : { functionError: 'Unhandled' as const }),
        };
      },
    },
  }),
});

/** Waits, by turns of the event loop, until `ready` answers something truthy; real work of the server needs such turns. */
export async function eventually<T>(
  ready: () => T | Promise<T>,
  what = 'the awaited',
): Promise<Exclude<T, undefined | null | false>> {
  const end = performance.now() + 5000;
  for (;;) {
    const value = await ready();
    if (value) return value as Exclude<T, undefined | null | false>;
    if (performance.now() > end) throw new Error(`${what} did not happen within five seconds`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Gives the server time to do what it should not do. */
export async function turns(count = 50): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

export const throttled = () => new AwsError('TooManyRequestsException', 'Rate Exceeded.', { status: 429 });

/** The header of a signed request, for requests that no SDK makes; keys that were not issued here are not verified. */
export const signedFor = (scope: string): { authorization: string } => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20261122/us-east-1/${scope}/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
});
