import { enableCompileCache, flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { captureOutput } from './console.ts';
import { errorLogText, errorPayload, RuntimeFault } from './errorPayload.ts';
import { type Handler, loadHandler } from './loadHandler.ts';
import type { EnvironmentSettings, FromEnvironment, InvocationRequest } from './messages.ts';
import { moveDate } from './movedDate.ts';

/** Lambda's Node.js runtime in one thread: loads the handler, then answers one invocation after the other. */
const settings = workerData as EnvironmentSettings;
const port = parentPort;
if (!port) throw new Error('local-aws/lambda/worker/main.ts runs as a worker thread only');

const now = moveDate(settings.clockOffset);
let requestId = 'undefined';
const send = (message: FromEnvironment) => port.postMessage(message);
const flushOutput = captureOutput(
  (text) => send({ type: 'log', text }),
  () => requestId,
);
process.cwd = () => settings.directory;
if (process.env.NODE_OPTIONS?.includes('--enable-source-maps')) process.setSourceMapsEnabled(true);
enableCompileCache(settings.compileCache);

process.on('uncaughtException', (error) => broken('Uncaught Exception', error));
process.on('unhandledRejection', (reason) => {
  const fault = new RuntimeFault('Runtime.UnhandledPromiseRejection', String(reason), { cause: reason });
  broken('Unhandled Promise Rejection', fault);
});

loadHandler(settings).then(
  (handler) => {
    flushCompileCache();
    port.on('message', (request: InvocationRequest) => void answer(handler, request));
    send({ type: 'ready' });
  },
  (error: unknown) => broken('Uncaught Exception', error),
);

async function answer(handler: Handler, request: InvocationRequest): Promise<void> {
  requestId = request.requestId;
  process.env._X_AMZN_TRACE_ID = request.traceId;
  try {
    const result = await call(handler, JSON.parse(request.payload), context(request));
    const payload = JSON.stringify(result) ?? 'null';
    flushOutput();
    send({ type: 'succeeded', payload, memoryUsed: memoryUsed() });
  } catch (error) {
    console.error(errorLogText('Invoke Error ', error));
    flushOutput();
    send({ type: 'failed', error: errorPayload(error), memoryUsed: memoryUsed() });
  }
}

function memoryUsed(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function call(handler: Handler, event: unknown, invocation: object): unknown {
  if (handler.length < 3) return handler(event, invocation);
  return new Promise((resolve, reject) => {
    const result = handler(event, invocation, (error, value) => (error ? reject(error) : resolve(value)));
    if (result instanceof Promise) result.then(resolve, reject);
  });
}

function context(request: InvocationRequest): object {
  return {
    functionName: request.functionName,
    functionVersion: request.functionVersion,
    invokedFunctionArn: request.invokedFunctionArn,
    memoryLimitInMB: request.memoryLimitInMB,
    awsRequestId: request.requestId,
    logGroupName: request.logGroupName,
    logStreamName: request.logStreamName,
    clientContext: request.clientContext === undefined ? undefined : JSON.parse(request.clientContext),
    identity: undefined,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(request.deadline - now(), 0),
  };
}

/** The runtime ends its process after such an error; the laptop ends the thread and starts a new environment for the next call. */
function broken(title: string, error: unknown): void {
  console.error(errorLogText(title, error));
  flushOutput();
  send({ type: 'broken', error: errorPayload(error) });
}
