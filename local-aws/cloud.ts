import type { Clock } from './clock.ts';
import type { Access, AnyOperation, Call, Caller, Service } from './service.ts';
import type { Database } from './store/database.ts';

/**
 * The laptop's AWS as its services see it. Services meet only here: by `call`, which takes the same road as a request over HTTP
 * (authorization, injected faults, request log), or by one of the narrow parts below for what is not an API call on AWS either.
 */
export interface Cloud {
  readonly account: string;
  readonly region: string;
  readonly clock: Clock;
  readonly database: Database;
  /** Everything the laptop's AWS keeps on disk lies below it (`.nightjar`). */
  readonly directory: string;
  /** `http://127.0.0.1:<port>`, once it listens. */
  readonly endpoint: string;
  readonly parts: Parts;
  /** Injected faults of what is no API call; left out where nothing is injected, so always `cloud.faults?.…`. */
  readonly faults?: FaultPort;
  /** What the server was started with, as far as services look at it. */
  readonly settings?: Settings;
  /** Registered services by name. */
  readonly services: ReadonlyMap<string, Service>;
  /** An API call from within, with the caller's rights: `call('sns', 'Publish', {...}, caller)`. Throws `AwsError`. */
  call<O = unknown>(service: string, operation: string, input: object, caller: Caller): Promise<O>;
  /** `arn:aws:<service>:<region>:<account>:<resource>`; S3 and IAM leave out what theirs leave out. */
  arn(service: string, resource: string): string;
}

export interface Settings {
  /** What runs Glue jobs' Spark SQL; DuckDB when left out. */
  glueEngine?: 'duckdb' | 'spark';
  /** Whether EventBridge Scheduler's schedules fire by themselves; off when left out. Rules of EventBridge always do. */
  schedule?: boolean;
  /** Whether the throughput of Kinesis shards is limited as on AWS: 1,000 records or 1 MiB a second in, five reads or 2 MiB a second out; off when left out. */
  limits?: boolean;
}

/** What services offer each other beside their APIs. Each is filled by the service named. */
export interface Parts {
  /** s3 */ objects: ObjectStore;
  /** events */ events: EventBus;
  /** logs */ logs: LogSink;
  /** cloudwatch */ metrics: MetricSink;
  /** lambda */ functions: FunctionInvoker;
  /** sts/iam */ credentials: CredentialIssuer;
  /** iam; left out: everything is allowed */ authorizer?: Authorizer;
}

/** Objects as plain files: engines read and write them in place. */
export interface ObjectStore {
  /** That version's (or the newest one's) facts and its file, or undefined. `path` must not be written to. */
  head(bucket: string, key: string, versionId?: string): StoredObject | undefined;
  /** Publishes a finished file as an object, atomically; takes the file over (moves it). */
  publish(bucket: string, key: string, file: string, options?: { contentType?: string }): Promise<StoredObject>;
  put(
    bucket: string,
    key: string,
    body: string | Uint8Array,
    options?: { contentType?: string },
  ): Promise<StoredObject>;
  /** Keys below a prefix, in order of their bytes. */
  list(bucket: string, prefix: string): StoredObject[];
  delete(bucket: string, key: string): void;
}

export interface StoredObject {
  bucket: string;
  key: string;
  /** Absolute path of the file that holds the bytes. */
  path: string;
  size: number;
  etag: string;
  versionId?: string;
  /** ms since the epoch */
  lastModified: number;
}

export interface EventBus {
  /** Puts an event of a service onto the default bus. `time` is the clock's. */
  emit(event: { source: string; detailType: string; detail: object; resources?: string[] }): void;
}

export interface LogSink {
  /** Appends lines; makes group and stream where they are missing. */
  write(group: string, stream: string, lines: readonly string[]): void;
}

export interface MetricSink {
  put(
    namespace: string,
    data: { name: string; value: number; unit?: string; dimensions?: Record<string, string>; timestamp?: number }[],
  ): void;
}

export interface FunctionInvoker {
  /** Runs the function and answers what Lambda's `Invoke` answers; `functionError` is set when the function threw. Throws `AwsError` for service errors. */
  invoke(input: {
    functionName: string;
    payload: string;
    type: 'RequestResponse' | 'Event';
    caller: Caller;
    signal?: AbortSignal;
  }): Promise<{ status: number; payload: string; functionError?: 'Handled' | 'Unhandled'; requestId: string }>;
}

export interface CredentialIssuer {
  /** Temporary keys of a role's session; a process or worker that holds them calls with the role's rights. */
  issue(
    roleArn: string,
    sessionName: string,
  ): { accessKeyId: string; secretAccessKey: string; sessionToken: string; caller: Caller };
}

/** Decides every call before it runs. The resource policies of a service come from its `resourcePolicy`. */
export interface Authorizer {
  /** The first access that is denied, or undefined when all are allowed. Never asked for callers of kind `root` without policies of their own. */
  authorize(caller: Caller, access: readonly Access[], call: Call): Denial | undefined;
  /** Whether a role's trust policy lets `caller` assume it; asked by STS. */
  mayAssume?(roleArn: string, caller: Caller): Denial | undefined;
}

/** Why a call is refused; the dispatcher words it as AWS does, in the service's own error. */
export interface Denial {
  access: Access;
  /** As AWS ends its sentence: `no identity-based policy allows the s3:GetObject action`, `with an explicit deny in a resource-based policy`. */
  reason: string;
}

/**
 * Faults where no API call is at hand. Whoever delivers events or runs jobs asks here; see `local-aws/faults/README.md` for the rules
 * that a user writes.
 */
export interface FaultPort {
  /**
   * Delivers, unless a rule drops, doubles, delays or reorders it: `cloud.faults?.deliver('events', 'Delivery', fields, send) ?? send()`.
   * `fields` is what rules may look at: `{ Arn, Source, DetailType, … }`. The answer settles when the deliveries made at once have settled.
   */
  deliver(
    service: string,
    operation: string,
    fields: Record<string, string>,
    send: () => void | Promise<void>,
  ): Promise<void>;
  /**
   * How a job shall end instead of running, or undefined: `cloud.faults?.job('glue', 'JobRun', { JobName })`,
   * `cloud.faults?.job('sagemaker', 'TrainingJob', { TrainingJobName })`.
   */
  job(service: string, kind: string, fields: Record<string, string>): JobFault | undefined;
}

export type JobFault =
  /** Ends in that state (`FAILED`, `TIMEOUT`, `STOPPED`, …) without having run. */
  | { effect: 'end'; state: string; message: string }
  /** Stays in its running state until it is stopped. */
  | { effect: 'hang' }
  /** Takes that much longer, by the laptop's clock. */
  | { effect: 'delay'; ms: number }
  /** Its process is killed (SIGKILL) as soon as it runs. */
  | { effect: 'kill' };

export type { AnyOperation };
