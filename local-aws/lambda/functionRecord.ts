/** A function's configuration as it is kept: one document per function and version. */
export interface FunctionRecord {
  name: string;
  /** `$LATEST` or a number. */
  version: string;
  runtime: string;
  handler: string;
  role: string;
  description: string;
  timeoutSeconds: number;
  memoryMiB: number;
  environment: Record<string, string>;
  architectures: string[];
  tracing: 'Active' | 'PassThrough';
  ephemeralStorageMiB: number;
  logGroup: string;
  logFormat: 'Text' | 'JSON';
  deadLetterTarget?: string;
  kmsKeyArn?: string;
  vpc?: { SubnetIds: string[]; SecurityGroupIds: string[] };
  /** Base64 SHA-256 of the zip, as Lambda gives it. */
  codeSha256: string;
  codeSize: number;
  revisionId: string;
  /** ms since the epoch */
  lastModified: number;
  tags: Record<string, string>;
  /** Reserved concurrency; undefined when none is set. */
  reservedConcurrency?: number;
}

export interface AliasRecord {
  functionName: string;
  name: string;
  version: string;
  description: string;
  revisionId: string;
}

export interface DestinationConfig {
  onSuccess?: string;
  onFailure?: string;
}

/** How asynchronous invocations of a function (or of one qualifier) are retried and where they end. */
export interface EventInvokeRecord {
  functionName: string;
  qualifier: string;
  maximumRetryAttempts: number;
  maximumEventAgeSeconds: number;
  destinations: DestinationConfig;
  lastModified: number;
}
