import { randomUUID } from 'node:crypto';
import type { Cloud } from '../cloud.ts';
import type { Caller } from '../service.ts';
import { coerceInput } from './coerce.ts';
import { generatedName, type ProvisionContext, type Provisioner } from './provisioner.ts';
import type { PhysicalResource, ResourceRecord, StackRecord, StackStore } from './stackRecords.ts';
import { invalidTemplate } from './template.ts';

/** What every part of CloudFormation's engine works with. */
export interface EngineEnvironment {
  cloud: Cloud;
  store: StackStore;
  provisioners: ReadonlyMap<string, Provisioner>;
}

/** Throws `ValidationError` for a type that local-aws does not know. */
export function provisionerOf(environment: EngineEnvironment, type: string): Provisioner {
  const provisioner = environment.provisioners.get(type);
  if (provisioner) return provisioner;
  throw invalidTemplate(
    `Template format error: Unrecognized resource types: [${type}]. local-aws does not support this type; see SUPPORT.md`,
  );
}

export interface ResourceStatus {
  status: string;
  reason?: string | undefined;
  properties?: string;
}

/** Records a resource's new status with its event. */
export function setResourceStatus(
  { cloud, store }: EngineEnvironment,
  stack: StackRecord,
  record: ResourceRecord,
  { status, reason, properties }: ResourceStatus,
): void {
  const { statusReason: _old, ...rest } = record;
  const now = cloud.clock.now();
  const next: ResourceRecord = {
    ...rest,
    status,
    updatedAt: now,
    ...(reason !== undefined && { statusReason: reason }),
  };
  Object.assign(record, next);
  if (reason === undefined) delete record.statusReason;
  store.putResource(stack.id, record);
  store.addEvent({
    eventId: `${record.logicalId}-${status}-${randomUUID()}`,
    stackId: stack.id,
    stackName: stack.name,
    logicalId: record.logicalId,
    physicalId: record.physicalId,
    type: record.type,
    timestamp: now,
    status,
    ...(reason !== undefined && { reason }),
    ...(properties !== undefined && { properties }),
  });
}

/** Records the stack's own new status with its event. */
export function setStackStatus(
  { cloud, store }: EngineEnvironment,
  stack: StackRecord,
  status: string,
  reason?: string,
): void {
  stack.status = status;
  if (reason === undefined) delete stack.statusReason;
  else stack.statusReason = reason;
  store.stacks.put(stack.id, stack);
  store.addEvent({
    eventId: randomUUID(),
    stackId: stack.id,
    stackName: stack.name,
    logicalId: stack.name,
    physicalId: stack.id,
    type: 'AWS::CloudFormation::Stack',
    timestamp: cloud.clock.now(),
    status,
    ...(reason !== undefined && { reason }),
  });
}

export function provisionContext(
  environment: EngineEnvironment,
  stack: StackRecord,
  logicalId: string,
  made: (physical: PhysicalResource) => void = () => {},
): ProvisionContext {
  const { cloud } = environment;
  const caller: Caller = { kind: 'root', arn: `arn:aws:iam::${cloud.account}:root` };
  return {
    cloud,
    stackId: stack.id,
    stackName: stack.name,
    logicalId,
    stackTags: stack.tags,
    call: async <O>(service: string, operation: string, input: object) =>
      cloud.call<O>(service, operation, await coerceInput(service, operation, input), caller),
    newName: (limit) => generatedName(stack.name, logicalId, randomUUID(), limit),
    made: (physical) => {
      made(physical);
      return physical;
    },
  };
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
