import type { TaskVisit } from '../branch.ts';
import type { StateFailure } from '../failure.ts';
import { quotedName, whole } from '../history.ts';
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
    scheduled: (input, progress, roleArn) => {
      const role = roleArn === undefined ? '' : `,"taskCredentials":{"roleArn":${JSON.stringify(roleArn)}}`;
      const timeout = progress.timeoutSeconds === undefined ? '' : `,"timeoutInSeconds":${progress.timeoutSeconds}`;
      run.emit(branch, 'LambdaFunctionScheduled', [
        '"lambdaFunctionScheduledEventDetails":{"input":',
        input.quoted,
        ',"inputDetails":{"truncated":false},"resource":',
        quotedName(resource.arn),
        '',
        `${timeout}${role}`,
        '}',
      ]);
    },
    started: () => {
      run.emit(branch, 'LambdaFunctionStarted');
    },
    submitted: () => {},
    succeeded: (output) => {
      run.emit(branch, 'LambdaFunctionSucceeded', [
        '"lambdaFunctionSucceededEventDetails":{"output":',
        output.quoted,
        ',"outputDetails":{"truncated":false}}',
      ]);
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
    scheduled: (input, progress, roleArn) => {
      run.emit(branch, 'TaskScheduled', {
        taskScheduledEventDetails: {
          ...about,
          parameters: input.text,
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
      run.emit(branch, 'TaskSucceeded', [
        '"taskSucceededEventDetails":{"output":',
        output.quoted,
        ',"outputDetails":{"truncated":false},"resource":',
        quotedName(about.resource),
        ',"resourceType":',
        quotedName(about.resourceType),
        '}',
      ]);
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
