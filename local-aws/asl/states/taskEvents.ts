import type { TaskVisit } from '../branch.ts';
import type { StateFailure } from '../failure.ts';
import { whole } from '../history.ts';
import type { Payload } from '../payload.ts';
import type { TaskResource } from '../taskResource.ts';
import type { StateCall } from './stateCall.ts';

/** The events of a task: a function named by its own ARN has others than an integration. */
export interface TaskEvents {
  /** `input` is what was sent. */
  scheduled(input: Payload, progress: TaskVisit, roleArn: string | undefined): void;
  started(): void;
  submitted(output: string): void;
  succeeded(output: Payload): void;
  failed(failure: StateFailure): void;
}

export const taskEvents = (call: StateCall, resource: TaskResource): TaskEvents =>
  resource.kind === 'function' ? new FunctionEvents(call, resource) : new IntegrationEvents(call, resource);

const reason = ({ error, text }: StateFailure) => ({
  ...(error === undefined ? {} : { error }),
  ...(text === undefined ? {} : { cause: text }),
});

const isTimeout = ({ error }: StateFailure): boolean =>
  error === 'States.Timeout' || error === 'States.HeartbeatTimeout';

class FunctionEvents implements TaskEvents {
  readonly #call: StateCall;
  readonly #resource: TaskResource;

  constructor(call: StateCall, resource: TaskResource) {
    this.#call = call;
    this.#resource = resource;
  }

  scheduled(payload: Payload, { timeoutSeconds }: TaskVisit, roleArn: string | undefined): void {
    const { run, branch } = this.#call;
    const resource = this.#resource.arn;
    if (timeoutSeconds === undefined && roleArn === undefined) {
      run.emit(branch, 'LambdaFunctionScheduled', { name: resource, payload });
      return;
    }
    run.emit(branch, 'LambdaFunctionScheduled', {
      lambdaFunctionScheduledEventDetails: {
        input: payload.text,
        inputDetails: whole,
        resource,
        ...(timeoutSeconds === undefined ? {} : { timeoutInSeconds: timeoutSeconds }),
        ...(roleArn === undefined ? {} : { taskCredentials: { roleArn } }),
      },
    });
  }

  started(): void {
    this.#call.run.emit(this.#call.branch, 'LambdaFunctionStarted');
  }

  submitted(): void {
    // A function's answer is its result.
  }

  succeeded(payload: Payload): void {
    const { run, branch } = this.#call;
    run.emit(branch, 'LambdaFunctionSucceeded', { name: this.#resource.arn, payload });
  }

  failed(failure: StateFailure): void {
    const { run, branch } = this.#call;
    if (isTimeout(failure)) {
      run.emit(branch, 'LambdaFunctionTimedOut', { lambdaFunctionTimedOutEventDetails: reason(failure) });
    } else run.emit(branch, 'LambdaFunctionFailed', { lambdaFunctionFailedEventDetails: reason(failure) });
  }
}

class IntegrationEvents implements TaskEvents {
  readonly #call: StateCall;
  readonly #resource: TaskResource;
  readonly #about: { resource: string; resourceType: string };

  constructor(call: StateCall, resource: TaskResource) {
    this.#call = call;
    this.#resource = resource;
    this.#about = { resource: resource.name, resourceType: resource.type };
  }

  scheduled(input: Payload, progress: TaskVisit, roleArn: string | undefined): void {
    const { run, branch } = this.#call;
    run.emit(branch, 'TaskScheduled', {
      taskScheduledEventDetails: {
        ...this.#about,
        parameters: input.text,
        region: run.facts.stateMachineArn.split(':')[3] ?? '',
        ...(progress.timeoutSeconds === undefined ? {} : { timeoutInSeconds: progress.timeoutSeconds }),
        ...(progress.heartbeatSeconds === undefined ? {} : { heartbeatInSeconds: progress.heartbeatSeconds }),
        ...(roleArn === undefined ? {} : { taskCredentials: { roleArn } }),
      },
    });
  }

  started(): void {
    this.#call.run.emit(this.#call.branch, 'TaskStarted', { taskStartedEventDetails: this.#about });
  }

  submitted(output: string): void {
    const { run, branch } = this.#call;
    run.emit(branch, 'TaskSubmitted', { taskSubmittedEventDetails: { ...this.#about, output, outputDetails: whole } });
  }

  succeeded(output: Payload): void {
    const { run, branch } = this.#call;
    const details = { ...this.#about, output: output.text, outputDetails: whole };
    run.emit(branch, 'TaskSucceeded', { taskSucceededEventDetails: details });
  }

  failed(failure: StateFailure): void {
    const { run, branch, visit } = this.#call;
    const details = { ...this.#about, ...reason(failure) };
    const { task } = visit;
    const unanswered = task?.submitted === undefined && task?.outcome === undefined;
    if (isTimeout(failure)) run.emit(branch, 'TaskTimedOut', { taskTimedOutEventDetails: details });
    else if (this.#resource.pattern !== 'request' && unanswered) {
      run.emit(branch, 'TaskSubmitFailed', { taskSubmitFailedEventDetails: details });
    } else run.emit(branch, 'TaskFailed', { taskFailedEventDetails: details });
  }
}
