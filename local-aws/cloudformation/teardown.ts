import {
  type EngineEnvironment,
  messageOf,
  provisionContext,
  provisionerOf,
  setResourceStatus,
} from './engineEnvironment.ts';
import type { ResourceRecord, StackRecord } from './stackRecords.ts';

/** Which resources are kept although the stack lets go of them. */
export type Keeps = (record: ResourceRecord) => boolean;

export const keepsOnDelete: Keeps = ({ deletionPolicy }) => deletionPolicy !== 'Delete';
/** A resource that the failed operation itself has made goes even with `RetainExceptOnCreate`. */
export const keepsOnRollback: Keeps = ({ deletionPolicy }) => deletionPolicy === 'Retain';

/** Deletes resources, each after those that need it; answers the logical ids of those that could not be deleted. */
export async function tearDown(
  environment: EngineEnvironment,
  stack: StackRecord,
  records: readonly ResourceRecord[],
  keeps: Keeps,
): Promise<string[]> {
  const byId = new Map(records.map((record) => [record.logicalId, record]));
  const failed: string[] = [];
  const done = new Map<string, Promise<boolean>>();
  const begin = (record: ResourceRecord): Promise<boolean> => {
    const known = done.get(record.logicalId);
    if (known) return known;
    const users = [...byId.values()].filter(({ dependsOn }) => dependsOn.includes(record.logicalId));
    const run = Promise.all(users.map(begin)).then(async (gone) => {
      if (!gone.every(Boolean)) return false;
      const deleted = await deleteResource(environment, stack, record, keeps);
      if (!deleted) failed.push(record.logicalId);
      return deleted;
    });
    done.set(record.logicalId, run);
    return run;
  };
  await Promise.all(records.map(begin));
  return failed;
}

async function deleteResource(
  environment: EngineEnvironment,
  stack: StackRecord,
  record: ResourceRecord,
  keeps: Keeps,
): Promise<boolean> {
  const status = (name: string, reason?: string) =>
    setResourceStatus(environment, stack, record, { status: name, reason });
  if (keeps(record)) {
    status('DELETE_SKIPPED');
    environment.store.deleteResource(stack.id, record.logicalId);
    return true;
  }
  try {
    if (record.physicalId) {
      status('DELETE_IN_PROGRESS');
      const context = provisionContext(environment, stack, record.logicalId);
      await provisionerOf(environment, record.type).delete(record, record.properties, context);
    }
    status('DELETE_COMPLETE');
    environment.store.deleteResource(stack.id, record.logicalId);
    return true;
  } catch (error) {
    status('DELETE_FAILED', messageOf(error));
    return false;
  }
}

/** Removes what an update has replaced or no longer has; a resource that cannot be deleted is left behind and said so in its event. */
export async function cleanUp(
  environment: EngineEnvironment,
  stack: StackRecord,
  kept: ReadonlySet<string>,
): Promise<void> {
  const records = environment.store.resourcesOf(stack.id);
  for (const record of records.filter(({ isNew, previous }) => isNew && previous)) {
    const { previous } = record;
    if (previous?.updateReplacePolicy !== 'Delete') continue;
    const former: ResourceRecord = { ...record, ...previous };
    try {
      const context = provisionContext(environment, stack, record.logicalId);
      await provisionerOf(environment, previous.type).delete(former, previous.properties, context);
    } catch (error) {
      setResourceStatus(environment, stack, { ...former }, { status: 'DELETE_FAILED', reason: messageOf(error) });
    }
  }
  for (const { previous: _previous, isNew: _isNew, ...record } of records)
    environment.store.putResource(stack.id, record);
  const removed = records.filter(({ logicalId }) => !kept.has(logicalId));
  const failed = await tearDown(environment, stack, removed, keepsOnDelete);
  for (const logicalId of failed) environment.store.deleteResource(stack.id, logicalId);
}
