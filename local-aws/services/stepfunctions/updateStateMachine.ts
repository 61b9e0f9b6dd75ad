import { randomUUID } from 'node:crypto';
import type { UpdateStateMachineInput, UpdateStateMachineOutput } from '@aws-sdk/client-sfn';
import { AwsError } from '../../errors.ts';
import { type Access, operation } from '../../service.ts';
import { checkArn } from './constraints.ts';
import { checkRole } from './createStateMachine.ts';
import { checkDefinition } from './definitionChecks.ts';
import type { Engine } from './engine.ts';
import { checkLogging } from './loggingChecks.ts';
import { publish } from './publishStateMachineVersion.ts';

export const updateStateMachine = (engine: Engine) =>
  operation<UpdateStateMachineInput, UpdateStateMachineOutput>({
    name: 'UpdateStateMachine',
    accepts: ['stateMachineArn', 'definition', 'roleArn', 'loggingConfiguration', 'publish', 'versionDescription'],
    inert: ['tracingConfiguration', 'encryptionConfiguration'],
    required: ['stateMachineArn'],
    access: ({ stateMachineArn = '', roleArn }): Access[] => [
      { action: 'states:UpdateStateMachine', resource: stateMachineArn },
      ...(roleArn === undefined
        ? []
        : [{ action: 'iam:PassRole', resource: roleArn, context: { 'iam:PassedToService': 'states.amazonaws.com' } }]),
    ],
    run(input, { cloud }) {
      const { stateMachineArn = '', publish: wantsVersion, versionDescription, ...changes } = input;
      checkArn(stateMachineArn, 'stateMachine');
      if (Object.values(changes).every((change) => change === undefined)) {
        throw new AwsError(
          'MissingRequiredParameter',
          'Either the definition, the role ARN, the LoggingConfiguration, the TracingConfiguration or the EncryptionConfiguration must be specified',
        );
      }
      const machine = engine.machines.machine(stateMachineArn);
      if (changes.roleArn !== undefined) checkRole(changes.roleArn);
      if (changes.definition !== undefined) checkDefinition(changes.definition, machine.type);
      checkLogging(changes.loggingConfiguration);
      const now = cloud.clock.now();
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      const updated = { ...machine, ...given, updatedAt: now, revisionId: randomUUID() };
      engine.machines.save(updated);
      return {
        updateDate: new Date(now),
        revisionId: updated.revisionId,
        ...(wantsVersion ? { stateMachineVersionArn: publish(engine, updated, versionDescription).arn } : {}),
      };
    },
  });
