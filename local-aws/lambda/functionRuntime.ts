import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MovableClock } from '../clock.ts';
import type { Cloud } from '../cloud.ts';
import type { CodeStore } from './codeStore.ts';
import { EnvironmentPool, type PoolLimits } from './environmentPool.ts';
import { environmentVariables } from './environmentVariables.ts';
import { ExecutionEnvironment, type Outcome } from './executionEnvironment.ts';
import { functionLogWriter } from './functionLogWriter.ts';
import type { FunctionRecord } from './functionRecord.ts';
import { logStreamName, textLog } from './invocationLog.ts';
import type { ErrorPayload } from './worker/messages.ts';
import { workerProgram } from './workerProgram.ts';

export interface RuntimeRequest {
  requestId: string;
  payload: string;
  invokedFunctionArn: string;
  clientContext?: string | undefined;
}

export interface RuntimeResult {
  payload: string;
  functionError?: 'Unhandled';
  /** The invocation's log lines, for `LogType: Tail`. */
  log: string[];
}

const RESPONSE_LIMIT = 6_291_556;
const DEFAULT_LIMITS: PoolLimits = { total: 40, perFunction: 10 };

/** Runs functions in execution environments, with their time and memory limits, logs and metrics. */
export class FunctionRuntime {
  readonly #cloud: Cloud;
  readonly #code: CodeStore;
  readonly #pool: EnvironmentPool;
  readonly #clockOffset = new SharedArrayBuffer(8);
  readonly #directory: string;
  #program: string | undefined;
  #closed = false;
  readonly #logs = new WeakMap<
    ExecutionEnvironment,
    { stream: string; write: (line: string) => void; tail: string[] }
  >();

  constructor(cloud: Cloud, code: CodeStore, limits: PoolLimits = DEFAULT_LIMITS) {
    this.#cloud = cloud;
    this.#code = code;
    this.#pool = new EnvironmentPool(limits);
    this.#directory = join(cloud.directory, 'lambda');
    if (cloud.clock instanceof MovableClock) cloud.clock.follow(() => this.#shareClock());
  }

  /** Runs one invocation to its end: by itself, by its time-out, or by the end of its thread. */
  async invoke(record: FunctionRecord, request: RuntimeRequest): Promise<RuntimeResult> {
    const release = this.#cloud.clock.hold();
    try {
      await this.#code.unpacked(record.codeSha256);
      const environment = await this.#pool.acquire(poolKey(record), () => this.#start(record));
      try {
        return await this.#run(environment, record, request);
      } finally {
        this.#pool.release(environment);
      }
    } finally {
      release();
    }
  }

  /** Starts an environment ahead of the first invocation, unless the function has one. */
  async prewarm(record: FunctionRecord): Promise<void> {
    const key = poolKey(record);
    await this.#code.unpacked(record.codeSha256);
    if (this.#closed || this.#pool.environments(key).length > 0) return;
    const environment = await this.#pool.acquire(key, () => this.#start(record));
    await environment.started;
    this.#pool.release(environment);
  }

  /** Environments with an older configuration or code meet no further invocation. */
  retire(record: Pick<FunctionRecord, 'name'>, keep?: FunctionRecord): void {
    this.#pool.retire(`${record.name}\0`, keep && poolKey(keep));
  }

  /** Fault injection: ends every thread of the function at once, wherever it is. */
  async kill(functionName: string): Promise<void> {
    await Promise.all(this.#pool.environments(`${functionName}\0`).map((environment) => environment.terminate()));
  }

  close(): Promise<void> {
    this.#closed = true;
    return this.#pool.close();
  }

  #start(record: FunctionRecord): ExecutionEnvironment {
    this.#shareClock();
    this.#program ??= workerProgram(join(this.#directory, 'runtime'));
    const directory = this.#code.path(record.codeSha256);
    const stream = logStreamName(this.#cloud.clock.now(), record.version, randomBytes(16).toString('hex'));
    const credentials = this.#cloud.parts.credentials.issue(record.role, record.name);
    const log = {
      stream,
      write: functionLogWriter(this.#cloud, record, stream, credentials.caller),
      tail: [] as string[],
    };
    const { region, endpoint } = this.#cloud;
    const environment = new ExecutionEnvironment({
      program: this.#program,
      settings: {
        directory,
        handler: record.handler,
        runtime: record.runtime,
        clockOffset: this.#clockOffset,
        compileCache: join(this.#directory, 'compile-cache'),
        runtimePackages: pathToFileURL(import.meta.filename).href,
      },
      variables: environmentVariables({ record, region, endpoint, directory, logStream: stream, credentials }),
      memoryMiB: record.memoryMiB,
      onLog: (text) => {
        log.write(text);
        log.tail.push(text);
      },
    });
    this.#logs.set(environment, log);
    return environment;
  }

  async #run(
    environment: ExecutionEnvironment,
    record: FunctionRecord,
    request: RuntimeRequest,
  ): Promise<RuntimeResult> {
    const { clock } = this.#cloud;
    const log = this.#logs.get(environment) ?? { stream: '', write: () => {}, tail: [] };
    const tail = [...log.tail];
    const write = (line: string) => {
      log.write(line);
      tail.push(line);
    };
    const { requestId } = request;
    const initError = await environment.started;
    this.#shareClock();
    write(textLog.start(requestId, record.version));
    log.tail.length = 0;
    const initMs = environment.initMs;
    environment.initMs = undefined;
    const began = clock.now();
    const beganReal = performance.now();
    const deadline = began + record.timeoutSeconds * 1000;
    const traceId = record.tracing === 'Active' ? newTraceId(began) : undefined;
    let timedOut = false;
    const cancelTimeout = clock.schedule(deadline, () => {
      timedOut = true;
      void environment.terminate(timeoutError(record.timeoutSeconds));
    });
    const outcome: Outcome = initError
      ? { type: 'broken', error: initError }
      : await environment.invoke({
          requestId,
          payload: request.payload,
          deadline,
          functionName: record.name,
          functionVersion: record.version,
          invokedFunctionArn: request.invokedFunctionArn,
          memoryLimitInMB: String(record.memoryMiB),
          logGroupName: record.logGroup,
          logStreamName: log.stream,
          traceId: traceId ? `Root=${traceId};Parent=${randomBytes(8).toString('hex')};Sampled=1` : '',
          ...(request.clientContext === undefined ? {} : { clientContext: request.clientContext }),
        });
    cancelTimeout();
    tail.push(...log.tail);
    log.tail.length = 0;
    const durationMs = timedOut ? record.timeoutSeconds * 1000 : performance.now() - beganReal;
    const result = answer(outcome, requestId);
    if (timedOut)
      write(
        `${new Date(clock.now()).toISOString()} ${requestId} ${timeoutError(record.timeoutSeconds).errorMessage.slice(7)}\n`,
      );
    else if (outcome.type === 'broken') write(`RequestId: ${requestId} ${outcome.error.errorMessage}`);
    write(textLog.end(requestId));
    write(
      textLog.report({
        requestId,
        durationMs,
        memoryMiB: record.memoryMiB,
        memoryUsedBytes: 'memoryUsed' in outcome ? outcome.memoryUsed : 0,
        initMs,
        traceId,
        ...(timedOut ? { status: 'timeout' } : {}),
        ...(!timedOut && outcome.type === 'broken' ? { status: 'error', errorType: outcome.error.errorType } : {}),
      }),
    );
    this.#measure(record, durationMs, result.functionError !== undefined);
    return { ...result, log: tail };
  }

  #measure({ name }: FunctionRecord, durationMs: number, failed: boolean): void {
    const dimensions = { FunctionName: name };
    this.#cloud.parts.metrics.put('AWS/Lambda', [
      { name: 'Invocations', value: 1, unit: 'Count', dimensions },
      { name: 'Errors', value: failed ? 1 : 0, unit: 'Count', dimensions },
      { name: 'Duration', value: durationMs, unit: 'Milliseconds', dimensions },
    ]);
  }

  #shareClock(): void {
    const offset = this.#cloud.clock.now() - Date.now();
    Atomics.store(new BigInt64Array(this.#clockOffset), 0, BigInt(Math.round(offset)));
  }
}

const poolKey = (record: FunctionRecord): string => `${record.name}\0${record.version}\0${record.revisionId}`;

function timeoutError(seconds: number): ErrorPayload {
  return { errorType: 'Sandbox.Timedout', errorMessage: `Error: Task timed out after ${seconds.toFixed(2)} seconds` };
}

function answer(outcome: Outcome, requestId: string): Omit<RuntimeResult, 'log'> {
  if (outcome.type === 'failed') return { payload: JSON.stringify(outcome.error), functionError: 'Unhandled' };
  if (outcome.type === 'broken') {
    const { errorType, errorMessage, trace } = outcome.error;
    const byLambda = errorType === 'Runtime.ExitError' || errorType === 'Sandbox.Timedout';
    const error = { errorType, errorMessage: byLambda ? `RequestId: ${requestId} ${errorMessage}` : errorMessage };
    return { payload: JSON.stringify(trace ? { ...error, trace } : error), functionError: 'Unhandled' };
  }
  const size = Buffer.byteLength(outcome.payload);
  if (size <= RESPONSE_LIMIT) return { payload: outcome.payload };
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${RESPONSE_LIMIT} bytes).`;
  return {
    payload: JSON.stringify({ errorType: 'Function.ResponseSizeTooLarge', errorMessage }),
    functionError: 'Unhandled',
  };
}

/** An X-Ray trace id: `1-<8 digits of seconds>-<24 digits>`. */
function newTraceId(now: number): string {
  return `1-${Math.trunc(now / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;
}
