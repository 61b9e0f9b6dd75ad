/**
 * An error as an AWS service answers it. `code` is the name that clients see (`ResourceNotFoundException`, `NoSuchKey`, …); the protocol
 * modules turn it into the service's own wire form. Anything else that is thrown becomes `InternalFailure` (500) and is logged whole.
 */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  /** HTTP status of the answer. */
  readonly status: number;
  /** Further members of the error's shape, such as `OriginalStatusCode` of SageMaker's `ModelError`. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, options: AwsErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.status = options.status ?? 400;
    this.members = options.members ?? {};
  }
}

export interface AwsErrorOptions {
  status?: number;
  members?: Record<string, unknown>;
  cause?: unknown;
}

/** Whether `error` is the AWS error of that name. */
export const isAwsError = (error: unknown, ...codes: string[]): error is AwsError =>
  error instanceof AwsError && (codes.length === 0 || codes.includes(error.code));
