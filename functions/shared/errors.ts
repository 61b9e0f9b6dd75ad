/**
 * Every error a handler ends with on purpose. The name is the contract with the state machines' `ErrorEquals`, so it is a literal, never a
 * class name (bundlers rename those); a test reconciles both sides.
 */
export const errorNames = [
  // The call
  'EventInvalid',
  'PipelineNotFound',
  'PipelineInvalid',
  // Sources
  'SourcesLate',
  'SourceIncomplete',
  'SourceStale',
  'SourceDamaged',
  'SchemaChanged',
  // Data
  'DataQualityRejected',
  'QualityRunFailed',
  'QuarantineExceeded',
  'ReconciliationFailed',
  'OutputIncomplete',
  'OutputInvalid',
  'NotPortable',
  'SqlFailed',
  'EngineFailed',
  'OutOfMemory',
  'SourceChanged',
  'SourceMissing',
  'StepInvalid',
  'SqlInvalid',
  // Jobs
  'JobFailed',
  'JobTimedOut',
  'JobStopped',
  'JobError',
  'JobExpired',
  'QuotaExceeded',
  'Throttled',
  'AccessDenied',
  // Models
  'TrainingFailed',
  'TrainingTimedOut',
  'TrainingStopped',
  'TransformFailed',
  'TransformStopped',
  'ModelRejected',
  'ChampionChanged',
  'ApprovalRejected',
  'EndpointFailed',
  'EndpointMismatch',
  // Reports
  'ReportNotFound',
  'ReportInvalid',
  'RequirementsFailed',
  'DocumentInvalid',
  'ApproverRefused',
  'ApprovalExpired',
  'FilingRejected',
  'FilingConflict',
  'ReceiptInvalid',
  'GatewayUnavailable',
  'FilingDue',
  'FilingLate',
  // Telling
  'AlertUndelivered',
] as const;

export type ErrorName = (typeof errorNames)[number];

/** A failure with a name that state machines and people can act on. */
export class NightjarError extends Error {
  override readonly name: ErrorName;
  constructor(name: ErrorName, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = name;
  }
}

const known = new Set<string>(errorNames);
export const isErrorName = (name: string): name is ErrorName => known.has(name);

/** What a Spark or DuckDB job says: `Name: message`; a name that is not ours leaves the fallback. */
export const errorOfJob = (message: string, fallback: ErrorName): { error: ErrorName; cause: string } => {
  const [, name = '', rest = ''] = /^(\w+): ([\s\S]*)$/.exec(message) ?? [];
  return isErrorName(name)
    ? { error: name, cause: rest }
    : { error: fallback, cause: message || 'the job gave no reason' };
};

/** The AWS error name of whatever was thrown, or ''. */
export const awsErrorName = (error: unknown): string => (error instanceof Error ? error.name : '');

export const isAws = (error: unknown, ...names: string[]): boolean => names.includes(awsErrorName(error));
