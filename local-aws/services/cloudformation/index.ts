import type { Cloud } from '../../cloud.ts';
import type { AnyOperation, Service } from '../../service.ts';
import { type CloudFormationContext, createContext } from './context.ts';
import { createChangeSet } from './createChangeSet.ts';
import { createStack } from './createStack.ts';
import { deleteChangeSet } from './deleteChangeSet.ts';
import { deleteStack } from './deleteStack.ts';
import { describeChangeSet } from './describeChangeSet.ts';
import { describeStackEvents } from './describeStackEvents.ts';
import { describeStackResource } from './describeStackResource.ts';
import { describeStackResources } from './describeStackResources.ts';
import { describeStacks } from './describeStacks.ts';
import { executeChangeSet } from './executeChangeSet.ts';
import { getTemplate } from './getTemplate.ts';
import { listChangeSets } from './listChangeSets.ts';
import { listExports } from './listExports.ts';
import { listStackResources } from './listStackResources.ts';
import { listStacks } from './listStacks.ts';
import { updateStack } from './updateStack.ts';
import { updateTerminationProtection } from './updateTerminationProtection.ts';
import { validateTemplate } from './validateTemplate.ts';

const OPERATIONS: ((context: CloudFormationContext) => AnyOperation)[] = [
  createChangeSet,
  createStack,
  deleteChangeSet,
  deleteStack,
  describeChangeSet,
  describeStackEvents,
  describeStackResource,
  describeStackResources,
  describeStacks,
  executeChangeSet,
  getTemplate,
  listChangeSets,
  listExports,
  listStackResources,
  listStacks,
  updateStack,
  updateTerminationProtection,
  validateTemplate,
];

/** CloudFormation as a service. */
export interface CloudFormationService extends Service {
  /** Resolves when no operation on that stack is under way. */
  settled(stackId: string): Promise<void>;
}

export function createCloudFormation(cloud: Cloud): CloudFormationService {
  const context = createContext(cloud);
  return {
    name: 'cloudformation',
    protocols: ['awsQuery'],
    validationError: 'ValidationError',
    operations: Object.fromEntries(OPERATIONS.map((create) => create(context)).map((made) => [made.name, made])),
    settled: (stackId) => context.engine.settled(stackId),
    started: () => context.engine.resume(),
  };
}
