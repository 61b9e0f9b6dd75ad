import type { Cloud } from './cloud.ts';

/** Who calls: a role's session (functions, jobs, state machines), an AWS service itself, or the laptop's user as the account's root. */
export interface Caller {
  kind: 'root' | 'role' | 'service';
  /** `arn:aws:sts::<account>:assumed-role/<role>/<session>`, `arn:aws:iam::<account>:root` or `<service>.amazonaws.com`. */
  arn: string;
  /** The role behind a session; its policies decide. */
  roleArn?: string;
  /** For a service: the resource it acts for (rule, topic, queue), which resource policies see as `aws:SourceArn`. */
  sourceArn?: string;
}

/** What an operation knows beside its input. */
export interface Call {
  cloud: Cloud;
  caller: Caller;
  requestId: string;
  /** Scheme, host and port as the client wrote them, for URLs in answers (`QueueUrl`). */
  endpoint: string;
  /** Aborted when the client went away. */
  signal: AbortSignal;
  /** HTTP headers of the request, lower case; empty for calls from within. */
  headers: Readonly<Record<string, string>>;
}

/** One action on one resource that a call needs; `context` holds the condition keys it carries. */
export interface Access {
  action: string;
  resource: string;
  context?: Record<string, string | string[]>;
}

/**
 * One API operation. `I` and `O` are the SDK's own request and response types; timestamps in an answer are `Date`s, blobs `Uint8Array`s.
 * A parameter that is in neither list is refused by the dispatcher with the service's validation error: nothing is silently ignored.
 */
export interface Operation<I, O> {
  /** AWS's name, such as `StartJobRun`. */
  name: string;
  /** Parameters that have their effect. */
  accepts: readonly (keyof I & string)[];
  /** Parameters that are taken (and given back where AWS does) but change nothing on the laptop; each is listed in SUPPORT.md. */
  inert?: readonly (keyof I & string)[];
  required?: readonly (keyof I & string)[];
  /** What IAM must allow; `<service>:<name>` on `*` when left out. */
  access?(input: I, call: Call): Access[];
  run(input: I, call: Call): O | Promise<O>;
  /** A call that may wait for something to happen (a long poll): while it does, idle time is skipped. */
  waits?: boolean;
}

/** Keeps the types of an operation's literal. */
export const operation = <I extends object, O>(definition: Operation<I, O>): Operation<I, O> => definition;

// An operation table mixes input types; the dispatcher checks names at run time, as a wire does.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type AnyOperation = Operation<any, any>;

export type ProtocolName = 'awsJson1.0' | 'awsJson1.1' | 'awsQuery' | 'restJson' | 'restXml';

/** A service: its wire and its operations. Adding an operation is a file and a line in the service's `index.ts`. */
export interface Service {
  /** IAM prefix and endpoint name: `glue`, `states`, `sagemaker`, `dynamodb`. */
  name: string;
  /** Protocols it is spoken to in, the SDK's own first. */
  protocols: readonly ProtocolName[];
  /** `X-Amz-Target` prefixes (`AWSGlue`), or the API version of a query service (`2010-03-31`). */
  targets?: readonly string[];
  /** Name of the error for a bad or unsupported parameter: `InvalidInputException`, `ValidationException`, … */
  validationError: string;
  operations: Readonly<Record<string, AnyOperation>>;
  /**
   * What decodes and encodes is derived from the SDK's own schemas for all five protocols: paths, headers, lists, timestamps, blobs.
   * So `targets`, `route` and `respond` are only for a wire that its schema does not describe.
   * rest protocols: from method and path to an operation and its input; undefined when the path is not the service's.
   */
  route?(request: RestRequest): RestMatch | undefined;
  /** rest protocols: labels that are not in the operations' paths (S3's bucket), and the path without them. */
  address?(request: RestRequest): RestAddress;
  /** query and rest protocols: a successful answer's body and headers, where it is not what the schema says; undefined: what it says. */
  respond?(operation: string, output: unknown, call: Call): RestResponse | undefined;
  /** The policy document (JSON) attached to the resource of that ARN, for IAM: bucket, topic, queue, key policies. */
  resourcePolicy?(resource: string): string | undefined;
  /** Called once the server listens: takes up what a former process left half done. */
  started?(): void;
  /** Lets go of timers, processes and workers; what is durable stays. */
  close?(): void | Promise<void>;
}

export interface RestRequest {
  method: string;
  /** The path without the query, still percent-encoded. */
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string>>;
  /** The body, chunk framing already taken off and checksums checked at the end of the stream. */
  body: import('node:stream').Readable;
}

export interface RestAddress {
  path: string;
  labels: Readonly<Record<string, string>>;
}

export interface RestMatch {
  operation: string;
  /** Reads what it needs of the body. */
  input(): Promise<Record<string, unknown>>;
}

export interface RestResponse {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array | import('node:stream').Readable;
}
