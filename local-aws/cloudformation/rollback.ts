import {
  type EngineEnvironment,
  messageOf,
  provisionContext,
  provisionerOf,
  setResourceStatus,
} from './engineEnvironment.ts';
import type { ResourceRecord, StackRecord } from './stackRecords.ts';
import { keepsOnRollback, tearDown } from './teardown.ts';

/** Undoes what the operation under way did to the resources; answers the logical ids of those that it could not bring back. */
export async function rollBack(environment: EngineEnvironment, stack: StackRecord): Promise<string[]> {
  const records = environment.store.resourcesOf(stack.id);
  const failed: string[] = [];
  // What existed before comes back first: it may still refer to what the operation has made.
  for (const record of records.filter(({ previous }) => previous)) {
    if (!(await restore(environment, stack, record))) failed.push(record.logicalId);
  }
  const made = environment.store.resourcesOf(stack.id).filter(({ isNew }) => isNew);
  return [...failed, ...(await tearDown(environment, stack, made, keepsOnRollback))];
}

async function restore(environment: EngineEnvironment, stack: StackRecord, record: ResourceRecord): Promise<boolean> {
  const { previous, isNew, ...current } = record;
  if (!previous) return true;
  const context = provisionContext(environment, stack, record.logicalId);
  setResourceStatus(environment, stack, record, { status: 'UPDATE_IN_PROGRESS' });
  try {
    if (isNew) {
      await provisionerOf(environment, current.type).delete(current, current.properties, context);
    } else {
      const provisioner = provisionerOf(environment, previous.type);
      const restored = await provisioner.update?.(previous, previous.properties, current.properties, context);
      Object.assign(previous, restored);
    }
  } catch (error) {
    setResourceStatus(environment, stack, record, { status: 'UPDATE_FAILED', reason: messageOf(error) });
    return false;
  }
  setResourceStatus(environment, stack, { ...current, ...previous }, { status: 'UPDATE_COMPLETE' });
  return true;
}
