import type { ExecutionListItem, ListExecutionsInput, ListExecutionsOutput } from '@aws-sdk/client-sfn';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { checkArn } from './constraints.ts';
import type { Engine } from './engine.ts';
import { splitArn } from './machineStore.ts';
import { pageSize, readPlace, writePlace } from './places.ts';
import type { ExecutionRecord } from './records.ts';

export const listExecutions = (engine: Engine) =>
  operation<ListExecutionsInput, ListExecutionsOutput>({
    name: 'ListExecutions',
    accepts: ['stateMachineArn', 'statusFilter', 'maxResults', 'nextToken', 'mapRunArn', 'redriveFilter'],
    access: ({ stateMachineArn, mapRunArn = '' }) => [
      { action: 'states:ListExecutions', resource: stateMachineArn ? splitArn(stateMachineArn).base : mapRunArn },
    ],
    run(input) {
      const { stateMachineArn, mapRunArn, statusFilter, redriveFilter } = input;
      if ((stateMachineArn === undefined) === (mapRunArn === undefined)) {
        throw new AwsError('ValidationException', 'Must specify exactly one of stateMachineArn or mapRunArn');
      }
      if (stateMachineArn !== undefined) checkMachine(engine, stateMachineArn);
      const limit = pageSize(input.maxResults);
      engine.journal.flush();
      const found: ExecutionRecord[] = [];
      let before = readPlace(input.nextToken);
      for (;;) {
        const rows = engine.executions.list({
          machineArn: stateMachineArn && splitArn(stateMachineArn).base,
          mapRunArn,
          status: statusFilter,
          before,
          limit: 1000,
        });
        for (const record of rows) if (wanted(record, stateMachineArn, redriveFilter)) found.push(record);
        before = rows.at(-1)?.id;
        if (rows.length < 1000 || found.length > limit) break;
      }
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        executions: page.map(item),
        ...(found.length > limit && last ? { nextToken: writePlace(last.id) } : {}),
      };
    },
  });

function checkMachine(engine: Engine, arn: string): void {
  checkArn(arn, 'stateMachine');
  const { type } = engine.machines.machine(splitArn(arn).base);
  if (type === 'EXPRESS') {
    throw new AwsError('StateMachineTypeNotSupported', 'This operation is not supported by this type of state machine');
  }
}

/** Executions that were started by a version or an alias, where its ARN is asked for; redriven ones or the others. */
function wanted(record: ExecutionRecord, arn: string | undefined, redrive: string | undefined): boolean {
  if (redrive !== undefined && (redrive === 'REDRIVEN') !== record.redriveCount > 0) return false;
  if (arn === undefined || splitArn(arn).qualifier === undefined) return true;
  return record.versionArn === arn || record.aliasArn === arn;
}

const item = (record: ExecutionRecord): ExecutionListItem => ({
  executionArn: record.arn,
  stateMachineArn: record.machineArn,
  name: record.name,
  status: record.status,
  startDate: new Date(record.startedAt),
  ...(record.stoppedAt === undefined ? {} : { stopDate: new Date(record.stoppedAt) }),
  ...(record.child ? { mapRunArn: record.child.mapRunArn, itemCount: record.child.items } : {}),
  ...(record.versionArn === undefined ? {} : { stateMachineVersionArn: record.versionArn }),
  ...(record.aliasArn === undefined ? {} : { stateMachineAliasArn: record.aliasArn }),
  redriveCount: record.redriveCount,
  ...(record.redrivenAt === undefined ? {} : { redriveDate: new Date(record.redrivenAt) }),
});
