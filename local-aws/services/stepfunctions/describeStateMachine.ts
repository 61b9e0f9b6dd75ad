import type { DescribeStateMachineInput, DescribeStateMachineOutput } from '@aws-sdk/client-sfn';
import { variableReferences } from '../../asl/validation/variableReferences.ts';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { checkArn } from './constraints.ts';
import type { Engine } from './engine.ts';
import { splitArn } from './machineStore.ts';

export const describeStateMachine = (engine: Engine) =>
  operation<DescribeStateMachineInput, DescribeStateMachineOutput>({
    name: 'DescribeStateMachine',
    accepts: ['stateMachineArn', 'includedData'],
    required: ['stateMachineArn'],
    access: ({ stateMachineArn = '' }) => [
      { action: 'states:DescribeStateMachine', resource: splitArn(stateMachineArn).base },
    ],
    run({ stateMachineArn = '', includedData }) {
      checkArn(stateMachineArn, 'stateMachine');
      const { qualifier } = splitArn(stateMachineArn);
      if (qualifier !== undefined && !/^\d+$/.test(qualifier)) {
        throw new AwsError('InvalidArn', `Invalid Arn: 'Resource type not valid in this context: alias'`);
      }
      const { machine, revision, revisionId, versionArn } = engine.machines.resolve(
        stateMachineArn,
        engine.queries.random,
      );
      const version = versionArn === undefined ? undefined : engine.machines.versions.get(versionArn);
      const whole = includedData !== 'METADATA_ONLY';
      const variables = variableReferences(revision.definition);
      return {
        stateMachineArn,
        name: machine.name,
        status: 'ACTIVE',
        definition: whole ? revision.definition : '{}',
        roleArn: revision.roleArn,
        type: machine.type,
        creationDate: new Date(version?.createdAt ?? machine.createdAt),
        ...(revision.loggingConfiguration ? { loggingConfiguration: revision.loggingConfiguration } : {}),
        ...(revision.tracingConfiguration ? { tracingConfiguration: revision.tracingConfiguration } : {}),
        ...(machine.encryptionConfiguration ? { encryptionConfiguration: machine.encryptionConfiguration } : {}),
        ...(revisionId === 'INITIAL' ? {} : { revisionId }),
        ...(version?.description === undefined ? {} : { description: version.description }),
        ...(Object.keys(variables).length === 0 ? {} : { variableReferences: variables }),
      };
    },
  });
