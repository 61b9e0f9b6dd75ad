import type {
  DescribeStateMachineForExecutionInput,
  DescribeStateMachineForExecutionOutput,
} from '@aws-sdk/client-sfn';
import { variableReferences } from '../../asl/validation/variableReferences.ts';
import { operation } from '../../service.ts';
import type { Engine } from './engine.ts';
import { standardExecution } from './standardExecution.ts';

export const describeStateMachineForExecution = (engine: Engine) =>
  operation<DescribeStateMachineForExecutionInput, DescribeStateMachineForExecutionOutput>({
    name: 'DescribeStateMachineForExecution',
    accepts: ['executionArn', 'includedData'],
    required: ['executionArn'],
    access: ({ executionArn = '' }) => [{ action: 'states:DescribeStateMachineForExecution', resource: executionArn }],
    run({ executionArn = '', includedData }) {
      const record = standardExecution(engine, executionArn);
      const revision = engine.machines.revision(record.machineArn, record.revisionId);
      const definition = revision?.definition ?? '{}';
      const variables = variableReferences(definition);
      return {
        stateMachineArn: record.machineArn,
        name: record.machineArn.split(':')[6] ?? '',
        definition: includedData === 'METADATA_ONLY' ? '{}' : definition,
        roleArn: revision?.roleArn ?? '',
        updateDate: new Date(revision?.updatedAt ?? record.startedAt),
        ...(revision?.loggingConfiguration ? { loggingConfiguration: revision.loggingConfiguration } : {}),
        ...(revision?.tracingConfiguration ? { tracingConfiguration: revision.tracingConfiguration } : {}),
        ...(record.child
          ? { mapRunArn: record.child.mapRunArn, label: record.child.mapRunArn.split('/')[1]?.split(':')[0] ?? '' }
          : {}),
        ...(record.revisionId === 'INITIAL' ? {} : { revisionId: record.revisionId }),
        ...(Object.keys(variables).length === 0 ? {} : { variableReferences: variables }),
      };
    },
  });
