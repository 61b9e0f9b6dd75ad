/** What passes between the laptop and the thread that is an execution environment. Plain data: it is copied between threads. */
export interface EnvironmentSettings {
  /** Folder of the unpacked code, Lambda's `/var/task`. */
  directory: string;
  /** `path/of/module.export`, as in the function's configuration. */
  handler: string;
  runtime: string;
  /** Milliseconds the laptop's clock is ahead of the machine's, as one BigInt64. */
  clockOffset: SharedArrayBuffer;
  compileCache: string;
  /** A file URL: `@aws-sdk/*` is looked up from here where the bundle left it to the runtime, as on Lambda. */
  runtimePackages: string;
}

export interface InvocationRequest {
  requestId: string;
  /** JSON text. */
  payload: string;
  /** When it must have ended, in ms on the laptop's clock. */
  deadline: number;
  functionName: string;
  functionVersion: string;
  invokedFunctionArn: string;
  memoryLimitInMB: string;
  logGroupName: string;
  logStreamName: string;
  traceId: string;
  clientContext?: string;
}

/** An error as Lambda answers it. */
export interface ErrorPayload {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

/** `memoryUsed` is in bytes: what the thread's heap and its buffers hold. */
export type FromEnvironment =
  | { type: 'ready' }
  | { type: 'log'; text: string }
  | { type: 'succeeded'; payload: string; memoryUsed: number }
  | { type: 'failed'; error: ErrorPayload; memoryUsed: number }
  /** The environment cannot be used any more. */
  | { type: 'broken'; error: ErrorPayload };
