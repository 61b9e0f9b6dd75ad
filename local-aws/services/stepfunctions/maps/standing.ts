import type { MapRunRequest } from '../../../asl/ports.ts';
import type { Engine } from '../engine.ts';
import type { ExecutionRecord, MapRunRecord } from '../records.ts';
import { counters, none } from './counts.ts';

/** Where the map run stands as its parent's state is entered: a new one, or one that a restart or a redrive goes on with. */
export interface Standing {
  record: MapRunRecord;
  /** Places of the children that are done. */
  done: ReadonlySet<number>;
  /** Children that ran when the process ended, by their place. */
  unfinished: ReadonlyMap<number, ExecutionRecord>;
}

export function standingOf(engine: Engine, request: MapRunRequest): Standing {
  const record = engine.machines.mapRuns.get(request.arn);
  if (!record) return { record: begin(engine, request), done: new Set(), unfinished: new Map() };
  if (record.status !== 'RUNNING') redrive(engine, request, record);
  recount(engine, record);
  return { record, done: engine.mapItems.done(record.id), unfinished: childrenOf(engine, request.arn) };
}

/** Ends the map run, for good unless it is redriven. */
export function endMapRun(
  engine: Engine,
  request: MapRunRequest,
  record: MapRunRecord,
  status: MapRunRecord['status'],
): void {
  record.status = status;
  record.stoppedAt = request.run.now;
  save(engine, request, record);
  // What failed may be redriven and then needs to know what is done.
  if (status === 'SUCCEEDED') engine.journal.write(() => engine.mapItems.drop(record.id));
}

function begin(engine: Engine, request: MapRunRequest): MapRunRecord {
  const { run, arn, maxConcurrency, toleratedFailureCount, toleratedFailurePercentage } = request;
  const record: MapRunRecord = {
    id: engine.executions.nextId(),
    arn,
    executionArn: run.facts.arn,
    machineArn: run.facts.stateMachineArn,
    status: 'RUNNING',
    startedAt: run.now,
    maxConcurrency,
    toleratedFailureCount: toleratedFailureCount ?? 0,
    toleratedFailurePercentage: toleratedFailurePercentage ?? 0,
    redriveCount: 0,
    executions: none(),
    items: none(),
  };
  save(engine, request, record);
  return record;
}

/** What did not succeed is done again. */
function redrive(engine: Engine, request: MapRunRequest, record: MapRunRecord): void {
  engine.journal.flush();
  engine.mapItems.forgetFailures(record.id);
  record.redriveCount++;
  record.redrivenAt = request.run.now;
  record.status = 'RUNNING';
  delete record.stoppedAt;
  save(engine, request, record);
}

function save({ journal, machines }: Engine, { run }: MapRunRequest, record: MapRunRecord): void {
  if (run.facts.type === 'STANDARD') journal.write(() => machines.mapRuns.put(record.arn, record));
}

function childrenOf(engine: Engine, mapRunArn: string): Map<number, ExecutionRecord> {
  const found = new Map<number, ExecutionRecord>();
  for (const record of engine.executions.running()) {
    if (record.child?.mapRunArn === mapRunArn) found.set(record.child.index, record);
  }
  return found;
}

/** Counts after a restart: those of the children that had ended. */
function recount({ mapItems }: Engine, record: MapRunRecord): void {
  record.status = 'RUNNING';
  record.executions = none();
  record.items = none();
  for (const status of ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] as const) {
    for (const _ of mapItems.rows(record.id, status)) {
      record.executions[counters[status]]++;
      record.executions.total++;
      record.items[counters[status]]++;
      record.items.total++;
    }
  }
}
