import type { CreateStateMachineInput, CreateStateMachineOutput } from '@aws-sdk/client-sfn';
import { AwsError } from '../../errors.ts';
import { type Call, operation } from '../../service.ts';
import { checkArn, checkName } from './constraints.ts';
import { checkDefinition } from './definitionChecks.ts';
import type { Engine } from './engine.ts';
import { checkLogging } from './loggingChecks.ts';
import { publish } from './publishStateMachineVersion.ts';
import type { MachineRecord } from './records.ts';
import { tagsOf } from './tags.ts';

export const createStateMachine = (engine: Engine) =>
  operation<CreateStateMachineInput, CreateStateMachineOutput>({
    name: 'CreateStateMachine',
    accepts: ['name', 'definition', 'roleArn', 'type', 'loggingConfiguration', 'tags', 'publish', 'versionDescription'],
    inert: ['tracingConfiguration', 'encryptionConfiguration'],
    required: ['name', 'definition', 'roleArn'],
    access: ({ name = '', roleArn = '' }, { cloud }) => [
      { action: 'states:CreateStateMachine', resource: cloud.arn('states', `stateMachine:${name}`) },
      { action: 'iam:PassRole', resource: roleArn, context: { 'iam:PassedToService': 'states.amazonaws.com' } },
    ],
    run: (input, call) => run(engine, input, call),
  });

function run(engine: Engine, input: CreateStateMachineInput, { cloud }: Call): CreateStateMachineOutput {
  const { name = '', definition = '', roleArn = '', type = 'STANDARD', versionDescription } = input;
  checkName(name);
  checkRole(roleArn);
  checkDefinition(definition, type);
  checkLogging(input.loggingConfiguration);
  if (versionDescription !== undefined && !input.publish) {
    throw new AwsError('ValidationException', 'Version description can only be set when publish is true');
  }
  const arn = cloud.arn('states', `stateMachine:${name}`);
  const known = engine.machines.machines.get(arn);
  if (known) return again(engine, known, input);
  const now = cloud.clock.now();
  const machine: MachineRecord = {
    arn,
    name,
    type,
    definition,
    roleArn,
    createdAt: now,
    updatedAt: now,
    revisionId: 'INITIAL',
    loggingConfiguration: input.loggingConfiguration ?? { level: 'OFF', includeExecutionData: false },
    tracingConfiguration: input.tracingConfiguration ?? { enabled: false },
    ...(input.encryptionConfiguration ? { encryptionConfiguration: input.encryptionConfiguration } : {}),
    tags: tagsOf(input.tags),
    lastVersion: 0,
  };
  engine.machines.save(machine);
  return {
    stateMachineArn: arn,
    creationDate: new Date(now),
    ...(input.publish ? { stateMachineVersionArn: publish(engine, machine, versionDescription).arn } : {}),
  };
}

/** The same request again gives the same answer; another one under the name is refused. */
function again(engine: Engine, known: MachineRecord, input: CreateStateMachineInput): CreateStateMachineOutput {
  const same =
    known.definition === input.definition &&
    known.type === (input.type ?? 'STANDARD') &&
    (input.loggingConfiguration?.level ?? 'OFF') === (known.loggingConfiguration?.level ?? 'OFF') &&
    (input.tracingConfiguration?.enabled ?? false) === (known.tracingConfiguration?.enabled ?? false);
  if (!same) throw new AwsError('StateMachineAlreadyExists', `State Machine Already Exists: '${known.arn}'`);
  return {
    stateMachineArn: known.arn,
    creationDate: new Date(known.createdAt),
    ...(input.publish ? { stateMachineVersionArn: publish(engine, known, input.versionDescription).arn } : {}),
  };
}

export function checkRole(arn: string): void {
  if (/^arn:[a-z-]+:iam::\d{12}:role\/.+$/.test(arn)) return;
  checkArn(arn);
}
