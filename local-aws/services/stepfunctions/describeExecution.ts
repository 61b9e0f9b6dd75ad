import type { DescribeExecutionInput, DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import { operation } from '../../service.ts';
import { notRedrivable, redrivable } from './announce.ts';
import type { Engine } from './engine.ts';
import { standardExecution } from './standardExecution.ts';

export const describeExecution = (engine: Engine) =>
  operation<DescribeExecutionInput, DescribeExecutionOutput>({
    name: 'DescribeExecution',
    accepts: ['executionArn', 'includedData'],
    required: ['executionArn'],
    access: ({ executionArn = '' }) => [{ action: 'states:DescribeExecution', resource: executionArn }],
    run({ executionArn = '', includedData }) {
      const record = standardExecution(engine, executionArn);
      const whole = includedData !== 'METADATA_ONLY';
      const byMapRun = record.child !== undefined && redrivable(record);
      return {
        executionArn: record.arn,
        stateMachineArn: record.machineArn,
        name: record.name,
        status: record.status,
        startDate: new Date(record.startedAt),
        ...(record.stoppedAt === undefined ? {} : { stopDate: new Date(record.stoppedAt) }),
        ...(whole ? { input: record.input } : {}),
        inputDetails: { included: whole },
        ...(whole && record.output !== undefined ? { output: record.output } : {}),
        ...(record.output === undefined ? {} : { outputDetails: { included: whole } }),
        ...(record.error === undefined ? {} : { error: record.error }),
        ...(record.cause === undefined ? {} : { cause: record.cause }),
        ...(record.traceHeader === undefined ? {} : { traceHeader: record.traceHeader }),
        ...(record.child ? { mapRunArn: record.child.mapRunArn } : {}),
        ...(record.versionArn === undefined ? {} : { stateMachineVersionArn: record.versionArn }),
        ...(record.aliasArn === undefined ? {} : { stateMachineAliasArn: record.aliasArn }),
        redriveCount: record.redriveCount,
        ...(record.redrivenAt === undefined ? {} : { redriveDate: new Date(record.redrivenAt) }),
        redriveStatus: byMapRun ? 'REDRIVABLE_BY_MAP_RUN' : redrivable(record) ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
        ...(redrivable(record) ? {} : { redriveStatusReason: notRedrivable(record) }),
      };
    },
  });
