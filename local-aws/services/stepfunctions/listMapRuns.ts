import type { ListMapRunsInput, ListMapRunsOutput } from '@aws-sdk/client-sfn';
import { operation } from '../../service.ts';
import type { Engine } from './engine.ts';
import { pageSize, readPlace, writePlace } from './places.ts';
import { standardExecution } from './standardExecution.ts';

export const listMapRuns = (engine: Engine) =>
  operation<ListMapRunsInput, ListMapRunsOutput>({
    name: 'ListMapRuns',
    accepts: ['executionArn', 'maxResults', 'nextToken'],
    required: ['executionArn'],
    access: ({ executionArn = '' }) => [{ action: 'states:ListMapRuns', resource: executionArn }],
    run({ executionArn = '', maxResults, nextToken }) {
      const { machineArn } = standardExecution(engine, executionArn);
      engine.journal.flush();
      const below = readPlace(nextToken) ?? Number.POSITIVE_INFINITY;
      const runs = engine.machines.mapRuns
        .list({ prefix: `${machineArn.replace(':stateMachine:', ':mapRun:')}/` })
        .map(({ value }) => value)
        .filter((run) => run.executionArn === executionArn && run.id < below)
        .sort((first, second) => second.id - first.id);
      const page = runs.slice(0, pageSize(maxResults));
      const last = page.at(-1);
      return {
        mapRuns: page.map((run) => ({
          executionArn: run.executionArn,
          mapRunArn: run.arn,
          stateMachineArn: `${run.arn.replace(':mapRun:', ':stateMachine:').split(':').slice(0, 7).join(':')}`,
          startDate: new Date(run.startedAt),
          ...(run.stoppedAt === undefined ? {} : { stopDate: new Date(run.stoppedAt) }),
        })),
        ...(last && runs.length > page.length ? { nextToken: writePlace(last.id) } : {}),
      };
    },
  });
