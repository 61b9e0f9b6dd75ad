import { hash } from 'node:crypto';
import { Arrivals, arrivals } from '../../deliveries/arrivals.ts';
import { roleSession } from '../../deliveries/roleSession.ts';
import { isAwsError } from '../../errors.ts';
import type { Caller } from '../../service.ts';
import { recordFilter } from '../filter.ts';
import type { MappedFunction } from '../functionOf.ts';
import type { PollerContext } from '../poller.ts';
import { keepRunning } from '../poller.ts';
import { BatchProcessor } from './batchProcessor.ts';
import { Lane } from './lane.ts';
import type { StreamRecord } from './streamEvent.ts';
import { recordOf } from './streamEvent.ts';

interface GetRecordsAnswer {
  Records?: { SequenceNumber: string; ApproximateArrivalTimestamp: Date; Data: Uint8Array; PartitionKey: string }[];
  NextShardIterator?: string;
}

/** So many records are read ahead of what is done with, in batches for each lane. */
const ahead = 2;

/** A shard is read up to five times a second; a read too many waits so long, in ms. */
const readPause = 200;

/**
 * Reads one shard in order, spreads its records over lanes by partition key, and moves the checkpoint on: to the last record before
 * which everything is done with. So after a restart nothing is left out, and little is done again.
 */
export class ShardReader {
  readonly #context: PollerContext;
  readonly #target: MappedFunction;
  readonly #shard: string;
  readonly #lanes: Lane[];
  readonly #matches: ReturnType<typeof recordFilter>;
  readonly #signal: Arrivals;
  readonly #caller: Caller;
  /** Sequence number of the last record that was read. */
  #position: string | undefined;
  /** Records that were read and are not yet before the checkpoint, in order; true when done with. */
  readonly #pending = new Map<string, boolean>();

  constructor(context: PollerContext, target: MappedFunction, shard: string) {
    this.#context = context;
    this.#target = target;
    this.#shard = shard;
    this.#signal = new Arrivals(context.cloud);
    this.#caller = roleSession(target.roleArn, target.name);
    this.#position = context.store.checkpoint(context.mapping.uuid, shard)?.after;
    this.#matches = recordFilter(context.mapping.settings.filters, 'data');
    const processor = new BatchProcessor(context, target, shard, (records) => this.#done(records));
    this.#lanes = Array.from(
      { length: context.mapping.settings.parallelization },
      () => new Lane(context, (batch) => processor.process(batch)),
    );
  }

  /** Resolves with true when the shard was closed and is read to its end, with false when the mapping was stopped. */
  async run(): Promise<boolean> {
    const { signal } = this.#context;
    await keepRunning(this.#context, () => this.#read());
    while (this.#pending.size > 0 && !signal.aborted)
      await this.#signal.wait('done', this.#signal.version('done'), { signal });
    return !signal.aborted;
  }

  /** Resolves when nothing is under way any more; only after the mapping was stopped. */
  async settled(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.settled()));
  }

  /** Reads on from the last record that was read, until the shard's end or the mapping's. */
  async #read(): Promise<void> {
    const { cloud, mapping, signal } = this.#context;
    const most = mapping.settings.batchSize * this.#lanes.length * ahead;
    const arrived = arrivals(cloud);
    // Iterators expire: after a wait a new one is asked for.
    let iterator: string | undefined;
    while (!signal.aborted) {
      if (this.#pending.size >= most) {
        await this.#signal.wait('done', this.#signal.version('done'), { signal });
        iterator = undefined;
        continue;
      }
      const since = arrived.version(mapping.sourceArn);
      iterator ??= await this.#iterator();
      const answer = await this.#records(iterator, Math.min(most - this.#pending.size, 10_000));
      if (!answer) continue;
      const records = answer.Records ?? [];
      for (const record of records) this.#take(record);
      this.#position = records.at(-1)?.SequenceNumber ?? this.#position;
      iterator = answer.NextShardIterator;
      if (iterator === undefined) return;
      if (records.length > 0) continue;
      await arrived.wait(mapping.sourceArn, since, { signal });
      iterator = undefined;
    }
  }

  /** Undefined where the shard's reads of this second are used up. */
  async #records(ShardIterator: string, Limit: number): Promise<GetRecordsAnswer | undefined> {
    const { cloud, signal } = this.#context;
    try {
      return await cloud.call<GetRecordsAnswer>('kinesis', 'GetRecords', { ShardIterator, Limit }, this.#caller);
    } catch (error) {
      if (!isAwsError(error, 'ProvisionedThroughputExceededException')) throw error;
      await cloud.clock.sleep(readPause, signal).catch(() => {});
      return undefined;
    }
  }

  async #iterator(): Promise<string> {
    const { cloud, mapping } = this.#context;
    const after = this.#position;
    const start =
      after !== undefined
        ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: after }
        : mapping.startAt === undefined
          ? { ShardIteratorType: 'TRIM_HORIZON' }
          : { ShardIteratorType: 'AT_TIMESTAMP', Timestamp: new Date(mapping.startAt) };
    const request = { StreamARN: mapping.sourceArn, ShardId: this.#shard, ...start };
    const { ShardIterator = '' } = await cloud.call<{ ShardIterator?: string }>(
      'kinesis',
      'GetShardIterator',
      request,
      this.#caller,
    );
    return ShardIterator;
  }

  #take({
    SequenceNumber,
    ApproximateArrivalTimestamp,
    Data,
    PartitionKey,
  }: NonNullable<GetRecordsAnswer['Records']>[number]): void {
    const record = {
      sequence: SequenceNumber,
      partitionKey: PartitionKey,
      data: Data,
      arrivedAt: ApproximateArrivalTimestamp.getTime(),
    };
    this.#pending.set(SequenceNumber, false);
    if (!this.#wanted(record)) {
      this.#done([record]);
      return;
    }
    const lane =
      this.#lanes.length === 1
        ? 0
        : Number.parseInt(hash('md5', PartitionKey, 'hex').slice(0, 8), 16) % this.#lanes.length;
    this.#lanes[lane]?.add(record);
  }

  #wanted(record: StreamRecord): boolean {
    const { cloud, mapping } = this.#context;
    if (mapping.settings.filters.length === 0) return true;
    const { kinesis, ...rest } = recordOf(record, this.#shard, mapping, this.#target.roleArn, cloud);
    return this.#matches({ ...rest, ...kinesis }, Buffer.from(record.data).toString());
  }

  #done(records: readonly StreamRecord[]): void {
    for (const { sequence } of records) this.#pending.set(sequence, true);
    let after: string | undefined;
    for (const [sequence, done] of this.#pending) {
      if (!done) break;
      after = sequence;
      this.#pending.delete(sequence);
    }
    if (after !== undefined) this.#context.store.saveCheckpoint(this.#context.mapping.uuid, this.#shard, { after });
    this.#signal.notify('done');
  }
}
