import type { Cloud } from '../../cloud.ts';
import type { AnyOperation, Service } from '../../service.ts';
import { createStateMachine } from './createStateMachine.ts';
import { createStateMachineAlias } from './createStateMachineAlias.ts';
import { deleteStateMachine } from './deleteStateMachine.ts';
import { deleteStateMachineAlias } from './deleteStateMachineAlias.ts';
import { deleteStateMachineVersion } from './deleteStateMachineVersion.ts';
import { describeExecution } from './describeExecution.ts';
import { describeMapRun } from './describeMapRun.ts';
import { describeStateMachine } from './describeStateMachine.ts';
import { describeStateMachineAlias } from './describeStateMachineAlias.ts';
import { describeStateMachineForExecution } from './describeStateMachineForExecution.ts';
import { Engine } from './engine.ts';
import { getExecutionHistory } from './getExecutionHistory.ts';
import { TaskRunner } from './integrations/taskRunner.ts';
import { listExecutions } from './listExecutions.ts';
import { listMapRuns } from './listMapRuns.ts';
import { listStateMachineAliases } from './listStateMachineAliases.ts';
import { listStateMachines } from './listStateMachines.ts';
import { listStateMachineVersions } from './listStateMachineVersions.ts';
import { listTagsForResource } from './listTagsForResource.ts';
import { MapRunner } from './mapRunner.ts';
import { publishStateMachineVersion } from './publishStateMachineVersion.ts';
import { redriveExecution } from './redriveExecution.ts';
import { sendTaskFailure } from './sendTaskFailure.ts';
import { sendTaskHeartbeat } from './sendTaskHeartbeat.ts';
import { sendTaskSuccess } from './sendTaskSuccess.ts';
import { startExecution } from './startExecution.ts';
import { startSyncExecution } from './startSyncExecution.ts';
import { stopExecution } from './stopExecution.ts';
import { tagResource } from './tagResource.ts';
import { testState } from './testState.ts';
import { untagResource } from './untagResource.ts';
import { updateMapRun } from './updateMapRun.ts';
import { updateStateMachine } from './updateStateMachine.ts';
import { updateStateMachineAlias } from './updateStateMachineAlias.ts';
import { validateStateMachineDefinition } from './validateStateMachineDefinition.ts';

const operations: ((engine: Engine) => AnyOperation)[] = [
  createStateMachine,
  createStateMachineAlias,
  deleteStateMachine,
  deleteStateMachineAlias,
  deleteStateMachineVersion,
  describeExecution,
  describeMapRun,
  describeStateMachine,
  describeStateMachineAlias,
  describeStateMachineForExecution,
  getExecutionHistory,
  listExecutions,
  listMapRuns,
  listStateMachineAliases,
  listStateMachineVersions,
  listStateMachines,
  listTagsForResource,
  publishStateMachineVersion,
  redriveExecution,
  sendTaskFailure,
  sendTaskHeartbeat,
  sendTaskSuccess,
  startExecution,
  startSyncExecution,
  stopExecution,
  tagResource,
  testState,
  untagResource,
  updateMapRun,
  updateStateMachine,
  updateStateMachineAlias,
  validateStateMachineDefinition,
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
