import type { Cloud } from '../../cloud.ts';
import type { AnyOperation, Service } from '../../service.ts';
import { createStateMachine } from './createStateMachine.ts';
import { deleteStateMachine } from './deleteStateMachine.ts';
import { describeExecution } from './describeExecution.ts';
import { describeStateMachine } from './describeStateMachine.ts';
import { Engine } from './engine.ts';
import { getExecutionHistory } from './getExecutionHistory.ts';
import { TaskRunner } from './integrations/taskRunner.ts';
import { listExecutions } from './listExecutions.ts';
import { listStateMachines } from './listStateMachines.ts';
import { MapRunner } from './mapRunner.ts';
import { publishStateMachineVersion } from './publishStateMachineVersion.ts';
import { sendTaskFailure } from './sendTaskFailure.ts';
import { sendTaskHeartbeat } from './sendTaskHeartbeat.ts';
import { sendTaskSuccess } from './sendTaskSuccess.ts';
import { startExecution } from './startExecution.ts';
import { startSyncExecution } from './startSyncExecution.ts';
import { stopExecution } from './stopExecution.ts';
import { updateStateMachine } from './updateStateMachine.ts';

const operations: ((engine: Engine) => AnyOperation)[] = [
  createStateMachine,
  deleteStateMachine,
  describeExecution,
  describeStateMachine,
  getExecutionHistory,
  listExecutions,
  listStateMachines,
  publishStateMachineVersion,
  sendTaskFailure,
  sendTaskHeartbeat,
  sendTaskSuccess,
  startExecution,
  startSyncExecution,
  stopExecution,
  updateStateMachine,
];

/** AWS Step Functions: the interpreter of `asl/` behind its API, with everything that runs kept on disk. */
export function createStepFunctions(cloud: Cloud): Service {
  const engine = new Engine(cloud, { tasks: (self) => new TaskRunner(self), mapRuns: (self) => new MapRunner(self) });
  // The other services are there only once the server has made them all.
  const resuming = setImmediate(() => engine.resume());
  return {
    name: 'states',
    protocols: ['awsJson1.0'],
    validationError: 'ValidationException',
    operations: Object.fromEntries(operations.map((make) => make(engine)).map((each) => [each.name, each])),
    close: () => {
      clearImmediate(resuming);
      return engine.close();
    },
  };
}
