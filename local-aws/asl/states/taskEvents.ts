import type { TaskVisit } from '../branch.ts';
import type { StateFailure } from '../failure.ts';
import { whole } from '../history.ts';
import type { Json } from '../json.ts';
import type { Payload } from '../payload.ts';
import type { TaskResource } from '../taskResource.ts';
import type { StateCall } from './stateCall.ts';

/** The events of a task: a function named by its own ARN has others than an integration. */
export interface TaskEvents {
  scheduled(parameters: Json, progress: TaskVisit, roleArn: string | undefined): void;
  started(): void;
  submitted(output: string): void;
  succeeded(output: Payload): void;
  failed(failure: StateFailure): void;
}

export function taskEvents(call: StateCall, resource: TaskResource): TaskEvents {
  return resource.kind === 'function' ? functionEvents(call, resource) : integrationEvents(call, resource);
}

const reason = ({ error, text }: StateFailure) => ({
  ...(error === undefined ? {} : { error }),
  ...(text === undefined ? {} : { cause: text }),
});

const isTimeout = ({ error }: StateFailure): boolean =>
  error === 'States.Timeout' || error === 'States.HeartbeatTimeout';

function functionEvents({ run, branch }: StateCall, resource: TaskResource): TaskEvents {
  return {
    scheduled: (_parameters, progress, roleArn) => {
      run.emit(branch, 'LambdaFunctionScheduled', {
        lambdaFunctionScheduledEventDetails: {
          input: progress.arguments,
          inputDetails: whole,
          resource: resource.arn,
          ...(progress.timeoutSeconds === undefined ? {} : { timeoutInSeconds: progress.timeoutSeconds }),
          ...(roleArn === undefined ? {} : { taskCredentials: { roleArn } }),
        },
      });
    },
    started: () => {
      run.emit(branch, 'LambdaFunctionStarted');
    },
    submitted: () => {},
    succeeded: (output) => {
      run.emit(branch, 'LambdaFunctionSucceeded', {
        lambdaFunctionSucceededEventDetails: { output: output.text, outputDetails: whole },
      });
    },
    failed: (failure) => {
      if (isTimeout(failure)) {
        run.emit(branch, 'LambdaFunctionTimedOut', { lambdaFunctionTimedOutEventDetails: reason(failure) });
      } else run.emit(branch, 'LambdaFunctionFailed', { lambdaFunctionFailedEventDetails: reason(failure) });
    },
  };
}

function integrationEvents({ run, branch, visit }: StateCall, resource: TaskResource): TaskEvents {
  const about = { resource: resource.name, resourceType: resource.type };
  return {
    scheduled: (parameters, progress, roleArn) => {
      run.emit(branch, 'TaskScheduled', {
        taskScheduledEventDetails: {
          ...about,
          parameters: JSON.stringify(parameters),
          region: run.facts.stateMachineArn.split(':')[3] ?? '',
          ...(progress.timeoutSeconds === undefined ? {} : { timeoutInSeconds: progress.timeoutSeconds }),
          ...(progress.heartbeatSeconds === undefined ? {} : { heartbeatInSeconds: progress.heartbeatSeconds }),
          ...(roleArn === undefined ? {} : { taskCredentials: { roleArn } }),
        },
      });
    },
    started: () => {
      run.emit(branch, 'TaskStarted', { taskStartedEventDetails: about });
    },
    submitted: (output) => {
      run.emit(branch, 'TaskSubmitted', { taskSubmittedEventDetails: { ...about, output, outputDetails: whole } });
    },
    succeeded: (output) => {
      run.emit(branch, 'TaskSucceeded', {
        taskSucceededEventDetails: { ...about, output: output.text, outputDetails: whole },
      });
    },
    failed: (failure) => {
      const details = { ...about, ...reason(failure) };
      if (isTimeout(failure)) run.emit(branch, 'TaskTimedOut', { taskTimedOutEventDetails: details });
      else if (
        resource.pattern !== 'request' &&
        visit.task?.submitted === undefined &&
        visit.task?.outcome === undefined
      ) {
        run.emit(branch, 'TaskSubmitFailed', { taskSubmitFailedEventDetails: details });
      } else run.emit(branch, 'TaskFailed', { taskFailedEventDetails: details });
    },
  };
}
