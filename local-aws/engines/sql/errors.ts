/**
 * Names under which a step fails. They are the ASL contract: state machines match on them, and a job run's `ErrorMessage` begins with one.
 */
export type StepErrorName =
  /** The step document or its resources are not what the engine takes. */
  | 'StepInvalid'
  /** An exact object that the step names is not there, or no longer in the version it names. */
  | 'SourceMissing'
  | 'SourceChanged'
  /** A table's columns are not the declared ones. */
  | 'SchemaChanged'
  /** Bytes that are no file of the declared format: truncated gzip, bad UTF-8, a quote that never closes. */
  | 'SourceDamaged'
  /** Spark SQL that has no proven equal on DuckDB. */
  | 'NotPortable'
  /** What Spark would refuse while analysing, too: unknown column, type mismatch. */
  | 'SqlInvalid'
  /** A row made the statement fail: overflow, bad cast, division by zero. */
  | 'SqlFailed'
  /** The result is not what the step declares: columns, types, no rows where rows are required. */
  | 'OutputInvalid'
  | 'OutOfMemory'
  /** Reading or writing an object was refused. */
  | 'AccessDenied'
  /** The engine's process died or could not start. */
  | 'EngineFailed'
  /** Spark cannot run on this machine: no Java 17, no Python. */
  | 'SparkRuntimeMissing'
  /** A job's script is not one that this engine can run. */
  | 'ScriptNotSupported';

/** A failure of a step, by name. `message` says what, where, what was expected and what to do. */
export class StepError extends Error {
  override readonly name: StepErrorName;

  constructor(name: StepErrorName, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = name;
  }
}

/** Whether `error` is a step's failure, of one of the names if any are given. */
export const isStepError = (error: unknown, ...names: StepErrorName[]): error is StepError =>
  error instanceof StepError && (names.length === 0 || names.includes(error.name));

/** A refusal: `what` is not the same on both engines; `instead` is what the author can write. */
export const notPortable = (what: string, instead: string): StepError =>
  new StepError('NotPortable', `${what} has no proven equal on the laptop's engine: write ${instead}`);
