import type { Cursor } from '../../../asl/branch.ts';
import { Payload } from '../../../asl/payload.ts';
import type { ChildInput, MapRunRequest } from '../../../asl/ports.ts';
import { Run } from '../../../asl/run.ts';
import type { Engine } from '../engine.ts';
import type { ExecutionRecord } from '../records.ts';
import { orderedId } from './orderedId.ts';

/** The row of a new child execution, which has that place among the map run's. */
export function childRecord(
  engine: Engine,
  { run, arn, executionType, stateName }: MapRunRequest,
  place: number,
  input: ChildInput,
): ExecutionRecord {
  const name = orderedId();
  const [prefix, label] = arn.split(':mapRun:');
  const parent = engine.active.get(run.facts.arn)?.record;
  return {
    id: executionType === 'STANDARD' ? engine.executions.nextId() : 0,
    arn: `${prefix}:execution:${label?.split(':')[0]}:${name}`,
    name,
    type: executionType,
    machineArn: run.facts.stateMachineArn,
    revisionId: parent?.revisionId ?? '',
    status: 'RUNNING',
    startedAt: run.now,
    input: input.text,
    redriveCount: 0,
    child: { mapRunArn: arn, statePath: [stateName], index: place, items: input.items },
  };
}

/** A child execution as it is run, from its start or from the cursors of a restart. */
export function childRun(
  engine: Engine,
  { run, arn, scene }: MapRunRequest,
  record: ExecutionRecord,
  cursors: ReadonlyMap<number, Cursor> | undefined,
): Run {
  const { facts } = run;
  const name = arn.split(':mapRun:')[1]?.split(':')[0] ?? '';
  return new Run({
    facts: {
      id: record.id,
      arn: record.arn,
      name: record.name,
      type: record.type,
      roleArn: facts.roleArn,
      startTime: record.startedAt,
      stateMachineArn: `${facts.stateMachineArn.split(':stateMachine:')[0]}:stateMachine:${name}`,
      stateMachineName: name,
      redriveCount: record.redriveCount,
    },
    scene,
    input: Payload.parse(record.input),
    surroundings: run.surroundings,
    ...(cursors ? { cursors, nextEventId: engine.executions.lastEventId(record.id) + 1 } : {}),
  });
}
