import type { ChangeSetRecord, StackRecord } from '../../cloudformation/stackRecords.ts';
import { AwsError } from '../../errors.ts';
import { type CloudFormationContext, existingStack } from './context.ts';

interface ChangeSetName {
  ChangeSetName?: string | undefined;
  StackName?: string | undefined;
}

/** The change set of that name on that stack, or of that ARN. Throws `ChangeSetNotFound`. */
export function existingChangeSet(context: CloudFormationContext, input: ChangeSetName): ChangeSetRecord {
  const found = findChangeSet(context, input);
  if (found) return found;
  throw new AwsError('ChangeSetNotFound', `ChangeSet [${input.ChangeSetName}] does not exist`, { status: 404 });
}

export function findChangeSet(context: CloudFormationContext, input: ChangeSetName): ChangeSetRecord | undefined {
  const name = input.ChangeSetName ?? '';
  if (name.startsWith('arn:')) return context.store.changeSets.get(name);
  const stack = existingStack(context, input.StackName);
  return changeSetsOf(context, stack).find((changeSet) => changeSet.name === name);
}

export const changeSetsOf = ({ store }: CloudFormationContext, stack: StackRecord): ChangeSetRecord[] =>
  store.changeSets
    .list()
    .map(({ value }) => value)
    .filter(({ stackId }) => stackId === stack.id);

export const changeSetAccess = ({ cloud }: CloudFormationContext, action: string, input: ChangeSetName) => [
  {
    action: `cloudformation:${action}`,
    resource: input.StackName?.startsWith('arn:')
      ? input.StackName
      : cloud.arn('cloudformation', `stack/${input.StackName ?? '*'}/*`),
  },
];
