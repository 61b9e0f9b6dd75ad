import type { PublishStateMachineVersionInput, PublishStateMachineVersionOutput } from '@aws-sdk/client-sfn';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { checkArn, checkLength } from './constraints.ts';
import type { Engine } from './engine.ts';
import type { MachineRecord, VersionRecord } from './records.ts';

export const publishStateMachineVersion = (engine: Engine) =>
  operation<PublishStateMachineVersionInput, PublishStateMachineVersionOutput>({
    name: 'PublishStateMachineVersion',
    accepts: ['stateMachineArn', 'revisionId', 'description'],
    required: ['stateMachineArn'],
    access: ({ stateMachineArn = '' }) => [{ action: 'states:PublishStateMachineVersion', resource: stateMachineArn }],
    run({ stateMachineArn = '', revisionId, description }) {
      checkArn(stateMachineArn, 'stateMachine');
      checkLength('description', description, 256);
      const machine = engine.machines.machine(stateMachineArn);
      if (revisionId !== undefined && revisionId !== machine.revisionId) {
        throw new AwsError(
          'ConflictException',
          `Failed to publish the State Machine version for revision ${revisionId}. The current State Machine revision is ${machine.revisionId}.`,
        );
      }
      const version = publish(engine, machine, description);
      return { creationDate: new Date(version.createdAt), stateMachineVersionArn: version.arn };
    },
  });

/** The version of the machine's revision, made unless there is one already. */
export function publish(engine: Engine, machine: MachineRecord, description: string | undefined): VersionRecord {
  const { machines, cloud } = engine;
  const known = machines.versions.get(`${machine.arn}:${machine.lastVersion}`);
  if (known?.revisionId === machine.revisionId) {
    if (description === undefined || description === known.description) return known;
    throw new AwsError(
      'ConflictException',
      `Version already exists with a different description for the revision: ${machine.revisionId}`,
    );
  }
  const number = machine.lastVersion + 1;
  const version: VersionRecord = {
    arn: `${machine.arn}:${number}`,
    machineArn: machine.arn,
    number,
    revisionId: machine.revisionId,
    ...(description === undefined ? {} : { description }),
    createdAt: cloud.clock.now(),
  };
  machines.versions.put(version.arn, version);
  machines.machines.put(machine.arn, { ...machine, lastVersion: number });
  return version;
}
