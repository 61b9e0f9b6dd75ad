import { Worker } from 'node:worker_threads';
import type { EnvironmentSettings, ErrorPayload, FromEnvironment, InvocationRequest } from './worker/messages.ts';

/** How one invocation ended; after `broken` the environment is gone. */
export type Outcome =
  | { type: 'succeeded'; payload: string; memoryUsed: number }
  | { type: 'failed'; error: ErrorPayload; memoryUsed: number }
  | { type: 'broken'; error: ErrorPayload };

export interface EnvironmentOptions {
  /** `workerProgram()` */
  program: string;
  settings: EnvironmentSettings;
  variables: Record<string, string>;
  memoryMiB: number;
  onLog(text: string): void;
}

/** One warm execution environment of a function: a worker thread that runs one invocation at a time. */
export class ExecutionEnvironment {
  /** Settles when the handler is loaded: undefined, or why it could not be. */
  readonly started: Promise<ErrorPayload | undefined>;
  /** Real milliseconds that loading took; reported with the first invocation, then cleared. */
  initMs: number | undefined;
  readonly #worker: Worker;
  #settle: ((outcome: Outcome) => void) | undefined;
  #dead: ErrorPayload | undefined;

  constructor(options: EnvironmentOptions) {
    const began = performance.now();
    this.#worker = new Worker(options.program, {
      workerData: options.settings,
      env: options.variables,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMiB },
      stdout: true,
      stderr: true,
    });
    this.#worker.unref();
    this.started = new Promise((resolve) => {
      this.#settle = (outcome) => resolve(outcome.type === 'broken' ? outcome.error : undefined);
      this.#worker.on('message', (message: FromEnvironment) => {
        if (message.type === 'log') options.onLog(message.text);
        else if (message.type === 'ready') {
          this.initMs = performance.now() - began;
          this.#settle = undefined;
          resolve(undefined);
        } else if (message.type === 'broken') this.#die(message.error);
        else this.#end(message);
      });
    });
    this.#worker.on('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'signal: killed' : error.message;
      this.#die({ errorType: 'Runtime.ExitError', errorMessage: `Error: Runtime exited with error: ${reason}` });
    });
    this.#worker.on('exit', (code) => {
      const reason = code === 0 ? 'without providing a reason' : `with error: exit status ${code}`;
      this.#die({ errorType: 'Runtime.ExitError', errorMessage: `Error: Runtime exited ${reason}` });
    });
  }

  get alive(): boolean {
    return this.#dead === undefined;
  }

  invoke(request: InvocationRequest): Promise<Outcome> {
    return new Promise((resolve) => {
      if (this.#dead) return resolve({ type: 'broken', error: this.#dead });
      this.#settle = resolve;
      // The laptop may end while no function runs, never while one does.
      this.#worker.ref();
      this.#worker.postMessage(request);
    });
  }

  /** Ends the thread wherever it is; an invocation under way ends with `error`. */
  async terminate(error?: ErrorPayload): Promise<void> {
    this.#die(
      error ?? { errorType: 'Runtime.ExitError', errorMessage: 'Error: Runtime exited with error: signal: killed' },
    );
    await this.#worker.terminate();
  }

  #end(outcome: Outcome): void {
    const settle = this.#settle;
    this.#settle = undefined;
    this.#worker.unref();
    settle?.(outcome);
  }

  #die(error: ErrorPayload): void {
    if (this.#dead) return;
    this.#dead = error;
    this.#end({ type: 'broken', error });
    void this.#worker.terminate();
  }
}
