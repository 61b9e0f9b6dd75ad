import type {
  EncryptionConfiguration,
  ExecutionStatus,
  LoggingConfiguration,
  RoutingConfigurationListItem,
  StateMachineType,
  TracingConfiguration,
} from '@aws-sdk/client-sfn';

/** A state machine as it stands. Times are ms since the epoch. */
export interface MachineRecord {
  arn: string;
  name: string;
  type: StateMachineType;
  definition: string;
  roleArn: string;
  createdAt: number;
  updatedAt: number;
  /** `INITIAL` until the first update. */
  revisionId: string;
  loggingConfiguration?: LoggingConfiguration;
  tracingConfiguration?: TracingConfiguration;
  encryptionConfiguration?: EncryptionConfiguration;
  tags: Record<string, string>;
  /** Number of the version that was published last. */
  lastVersion: number;
}

/** A revision that was published, or that an execution runs: what can no longer change. */
export interface RevisionRecord {
  definition: string;
  roleArn: string;
  updatedAt: number;
  loggingConfiguration?: LoggingConfiguration;
  tracingConfiguration?: TracingConfiguration;
}

export interface VersionRecord {
  arn: string;
  machineArn: string;
  number: number;
  revisionId: string;
  description?: string;
  createdAt: number;
}

export interface AliasRecord {
  arn: string;
  machineArn: string;
  name: string;
  description?: string;
  routing: RoutingConfigurationListItem[];
  createdAt: number;
  updatedAt: number;
}

export interface ExecutionRecord {
  /** Row number, which histories and cursors refer to. */
  id: number;
  arn: string;
  name: string;
  type: StateMachineType;
  machineArn: string;
  revisionId: string;
  versionArn?: string;
  aliasArn?: string;
  status: ExecutionStatus;
  startedAt: number;
  stoppedAt?: number;
  /** Texts of JSON. */
  input: string;
  output?: string;
  error?: string;
  cause?: string;
  traceHeader?: string;
  redriveCount: number;
  redrivenAt?: number;
  /** Token of the last redrive, which answers to it again. */
  redriveToken?: string;
  /** Of a child of a distributed Map: its map run, the state whose processor it runs, and its item. */
  child?: { mapRunArn: string; statePath: string[]; index: number; items: number };
}

export interface MapRunRecord {
  /** Number that the outcomes of its children refer to. */
  id: number;
  arn: string;
  executionArn: string;
  machineArn: string;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';
  startedAt: number;
  stoppedAt?: number;
  maxConcurrency: number;
  toleratedFailureCount: number;
  toleratedFailurePercentage: number;
  redriveCount: number;
  redrivenAt?: number;
  executions: MapRunCounts;
  items: MapRunCounts;
}

export interface MapRunCounts {
  pending: number;
  running: number;
  succeeded: number;
  failed: number;
  timedOut: number;
  aborted: number;
  total: number;
  resultsWritten: number;
}
