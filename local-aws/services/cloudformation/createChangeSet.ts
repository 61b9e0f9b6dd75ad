import { randomUUID } from 'node:crypto';
import type { CreateChangeSetInput, CreateChangeSetOutput } from '@aws-sdk/client-cloudformation';
import { setStackStatus } from '../../cloudformation/engineEnvironment.ts';
import { planChanges } from '../../cloudformation/plan.ts';
import type { ChangeSetRecord, StackRecord } from '../../cloudformation/stackRecords.ts';
import { invalidTemplate } from '../../cloudformation/template.ts';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { changeSetAccess, changeSetsOf } from './changeSet.ts';
import { type CloudFormationContext, existingStack, newStack, refuseUnlessUpdatable } from './context.ts';
import { requestedVersion, tagsOf } from './request.ts';

/** What AWS says of a change set that would change nothing; clients look for this text. */
const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

export const createChangeSet = (context: CloudFormationContext) =>
  operation<CreateChangeSetInput, CreateChangeSetOutput>({
    name: 'CreateChangeSet',
    accepts: [
      'StackName',
      'ChangeSetName',
      'ChangeSetType',
      'TemplateBody',
      'TemplateURL',
      'UsePreviousTemplate',
      'Parameters',
      'Capabilities',
      'Tags',
      'Description',
      'NotificationARNs',
      'ClientToken',
    ],
    inert: ['RoleARN', 'RollbackConfiguration', 'IncludeNestedStacks'],
    required: ['StackName', 'ChangeSetName'],
    access: (input) => changeSetAccess(context, 'CreateChangeSet', input),
    run: async (input) => {
      const kind = input.ChangeSetType ?? 'UPDATE';
      if (kind === 'IMPORT') throw invalidTemplate('ChangeSetType IMPORT is not supported by local-aws');
      const stack = kind === 'CREATE' ? reviewedStack(context, input) : existingStack(context, input.StackName);
      if (kind === 'UPDATE') refuseUnlessUpdatable(stack);
      if (changeSetsOf(context, stack).some(({ name }) => name === input.ChangeSetName)) {
        throw new AwsError('AlreadyExistsException', `ChangeSet ${input.ChangeSetName} already exists`);
      }
      const version = await requestedVersion(context, input, kind === 'CREATE' ? undefined : stack);
      const before = kind === 'CREATE' ? undefined : stack;
      const plan = planChanges(context.engine.environment, stack, before, version);
      if (stack.status === '')
        setStackStatus(context.engine.environment, stack, 'REVIEW_IN_PROGRESS', 'User Initiated');
      const record: ChangeSetRecord = {
        id: context.cloud.arn('cloudformation', `changeSet/${input.ChangeSetName}/${randomUUID()}`),
        name: input.ChangeSetName ?? '',
        stackId: stack.id,
        stackName: stack.name,
        kind,
        ...(plan.changesAnything
          ? { status: 'CREATE_COMPLETE', executionStatus: 'AVAILABLE' }
          : { status: 'FAILED', executionStatus: 'UNAVAILABLE', statusReason: NO_CHANGES }),
        ...(input.Description !== undefined && { description: input.Description }),
        ...version,
        capabilities: input.Capabilities ?? [],
        notificationArns: input.NotificationARNs ?? stack.notificationArns,
        changes: plan.changes,
        createdAt: context.cloud.clock.now(),
      };
      context.store.changeSets.put(record.id, record);
      return { Id: record.id, StackId: stack.id };
    },
  });

/** A stack that only waits for its first change set to be executed; put down once the template has proved valid. */
function reviewedStack(context: CloudFormationContext, input: CreateChangeSetInput): StackRecord {
  const existing = context.store.find(input.StackName ?? '');
  if (existing && existing.status !== 'REVIEW_IN_PROGRESS') {
    throw invalidTemplate(
      `Stack [${existing.name}] already exists and cannot be created again with the changeSet [${input.ChangeSetName}].`,
    );
  }
  if (existing) return existing;
  return newStack(context, input.StackName ?? '', {
    template: '',
    parameters: {},
    tags: tagsOf(input.Tags),
    capabilities: input.Capabilities ?? [],
    notificationArns: input.NotificationARNs ?? [],
  });
}
