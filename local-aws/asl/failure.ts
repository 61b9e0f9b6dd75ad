/** Every error name of the language itself, with what raises it; SUPPORT.md lists them. */
export const errorNames = {
  'States.ALL': 'any error in ErrorEquals but States.DataLimitExceeded and States.Runtime',
  'States.BranchFailed': 'a branch of a Parallel state failed without an error of its own',
  'States.DataLimitExceeded': 'a payload of more than 256 KiB',
  'States.ExceedToleratedFailureThreshold': 'a distributed Map had more failed items than it tolerates',
  'States.HeartbeatTimeout': 'a task sent no heartbeat for HeartbeatSeconds',
  'States.Http.Socket': 'not raised: the laptop has no HTTP endpoint task',
  'States.IntrinsicFailure': 'an intrinsic function could not be evaluated',
  'States.ItemReaderFailed': 'the items of a distributed Map could not be read',
  'States.NoChoiceMatched': 'no rule of a Choice state matched and it has no Default',
  'States.ParameterPathFailure': 'a path in Parameters could not be applied',
  'States.Permissions': 'the role may not do what the task asks',
  'States.QueryEvaluationError': 'a JSONata expression failed, or its result has the wrong type',
  'States.ResultPathMatchFailure': 'ResultPath could not be applied to the input',
  'States.ResultWriterFailed': 'the results of a distributed Map could not be written',
  'States.Runtime': 'the input does not suit the definition',
  'States.TaskFailed': 'any error of a task but a time-out, in ErrorEquals',
  'States.Timeout': 'a task, or the execution, ran longer than TimeoutSeconds',
} as const;

export type ErrorName = keyof typeof errorNames;

/** What ends a state without success: what a Fail state, a task or the interpreter itself raised. */
export class StateFailure extends Error {
  override readonly name = 'StateFailure';
  /** `Error` of the failure; a Fail state may leave it out. */
  readonly error: string | undefined;
  /** `Cause` of the failure, without the sentence that names the state. */
  readonly text: string | undefined;
  /** Whether the cause opens with the sentence that names the state. */
  readonly located: boolean;
  /** Raised by the interpreter as States.Runtime: no Retry or Catch helps, not even one that names it. */
  readonly fatal: boolean;
  /** Set for a failed evaluation, which has an event of its own. `location` names the field. */
  readonly evaluation: { location?: string } | undefined;

  constructor(
    error: string | undefined,
    text: string | undefined,
    options: { located?: boolean; fatal?: boolean; evaluation?: { location?: string } } = {},
  ) {
    super(`${error ?? 'failed'}: ${text ?? ''}`);
    this.error = error;
    this.text = text;
    this.located = options.located ?? false;
    this.fatal = options.fatal ?? (this.located && error === 'States.Runtime');
    this.evaluation = options.evaluation;
  }

  /** The same failure, its cause opened with the sentence that names the state. */
  at(state: string, enteredEventId: number): StateFailure {
    if (!this.located) return this;
    const where = `An error occurred while executing the state '${state}' (entered at the event id #${enteredEventId}). `;
    const { fatal, evaluation } = this;
    return new StateFailure(this.error, where + (this.text ?? ''), { fatal, ...(evaluation ? { evaluation } : {}) });
  }
}

/** An error of the interpreter, whose cause opens with the sentence that names the state. */
export const stateError = (error: ErrorName, text: string): StateFailure =>
  new StateFailure(error, text, { located: true });

export const runtimeError = (text: string): StateFailure => stateError('States.Runtime', text);

/** A JSONata field that could not be evaluated; `location` as in `Output/rows[0]`. */
export const queryError = (text: string, location?: string): StateFailure =>
  new StateFailure('States.QueryEvaluationError', text, {
    located: true,
    evaluation: location === undefined ? {} : { location },
  });
