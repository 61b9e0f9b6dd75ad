import type { RedriveExecutionInput, RedriveExecutionOutput } from '@aws-sdk/client-sfn';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { notRedrivable, redrivable } from './announce.ts';
import type { Engine } from './engine.ts';
import { standardExecution } from './standardExecution.ts';

/** An execution can be redriven for 14 days after it ended. */
const redrivableFor = 14 * 24 * 3600 * 1000;

export const redriveExecution = (engine: Engine) =>
  operation<RedriveExecutionInput, RedriveExecutionOutput>({
    name: 'RedriveExecution',
    accepts: ['executionArn', 'clientToken'],
    required: ['executionArn'],
    access: ({ executionArn = '' }) => [{ action: 'states:RedriveExecution', resource: executionArn }],
    async run({ executionArn = '', clientToken }) {
      const record = standardExecution(engine, executionArn);
      if (clientToken !== undefined && record.redriveToken === clientToken && record.redrivenAt !== undefined) {
        return { redriveDate: new Date(record.redrivenAt) };
      }
      const now = engine.cloud.clock.now();
      if (!redrivable(record) || record.child) {
        throw new AwsError(
          'ExecutionNotRedrivable',
          `Execution is not redrivable: '${record.child ? 'Execution is a child of a Map Run' : notRedrivable(record)}'`,
        );
      }
      if (now - (record.stoppedAt ?? now) > redrivableFor) {
        throw new AwsError(
          'ExecutionNotRedrivable',
          `Execution is not redrivable: 'Execution has exceeded the redrivable period'`,
        );
      }
      engine.redrive(record, clientToken);
      await engine.journal.written();
      return { redriveDate: new Date(record.redrivenAt ?? now) };
    },
  });
