import { randomUUID } from 'node:crypto';
import type { Cloud } from '../../cloud.ts';
import { StackEngine } from '../../cloudformation/stackEngine.ts';
import type { StackRecord, StackStore } from '../../cloudformation/stackRecords.ts';
import { invalidTemplate } from '../../cloudformation/template.ts';

/** What CloudFormation's operations share. */
export interface CloudFormationContext {
  readonly cloud: Cloud;
  readonly engine: StackEngine;
  readonly store: StackStore;
}

export function createContext(cloud: Cloud): CloudFormationContext {
  const engine = new StackEngine(cloud);
  return { cloud, engine, store: engine.environment.store };
}

/** Throws `ValidationError` when there is none, deleted ones counted only by their id. */
export function existingStack({ store }: CloudFormationContext, nameOrId: string | undefined): StackRecord {
  const stack = store.find(nameOrId ?? '');
  if (!stack) throw invalidTemplate(`Stack with id ${nameOrId} does not exist`);
  return stack;
}

/** Throws `ValidationError` while an operation is under way. */
export function refuseBusy(stack: StackRecord, verb: string): void {
  if (stack.status.endsWith('_IN_PROGRESS') && stack.status !== 'REVIEW_IN_PROGRESS') {
    throw invalidTemplate(`Stack:${stack.id} is in ${stack.status} state and can not be ${verb}.`);
  }
}

export function refuseUnlessUpdatable(stack: StackRecord): void {
  refuseBusy(stack, 'updated');
  if (
    /^(CREATE_FAILED|ROLLBACK_COMPLETE|ROLLBACK_FAILED|DELETE_FAILED)$/.test(stack.status) &&
    !stack.disableRollback
  ) {
    throw invalidTemplate(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
  }
}

export function newStack(
  { cloud }: CloudFormationContext,
  name: string,
  values: Pick<StackRecord, 'template' | 'parameters' | 'tags' | 'capabilities' | 'notificationArns'>,
): StackRecord {
  if (!/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(name)) {
    throw invalidTemplate(
      `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
  return {
    id: cloud.arn('cloudformation', `stack/${name}/${randomUUID()}`),
    name,
    status: '',
    ...values,
    outputs: [],
    imports: [],
    terminationProtection: false,
    disableRollback: false,
    createdAt: cloud.clock.now(),
  };
}

export const stackAccess = ({ cloud }: CloudFormationContext, action: string, nameOrId: string | undefined) => [
  {
    action: `cloudformation:${action}`,
    resource: nameOrId?.startsWith('arn:') ? nameOrId : cloud.arn('cloudformation', `stack/${nameOrId}/*`),
  },
];
