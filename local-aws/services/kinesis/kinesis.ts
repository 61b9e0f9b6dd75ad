import type { Cloud } from '../../cloud.ts';
import { arrivals } from '../../deliveries/arrivals.ts';
import { AwsError } from '../../errors.ts';
import { hashOf } from './hashKeys.ts';
import type { NewRecord } from './recordStore.ts';
import { RecordStore } from './recordStore.ts';
import { isOpen, type ShardRecord, type StreamRecord } from './streamRecord.ts';
import { Streams } from './streams.ts';
import { Throughput } from './throughput.ts';

export interface PutEntry extends NewRecord {
  explicitHashKey?: string | undefined;
}

export type PutResult = { shardId: string; sequence: number } | { shardId: string; refused: string };

const hourMs = 3_600_000;

/** Streams, their records, and the limits of their shards: what the operations of Kinesis share. */
export class Kinesis {
  readonly streams: Streams;
  readonly records: RecordStore;
  /** AWS's limits of a shard, where the server's settings ask for them. */
  readonly #writes = new Throughput({ records: 1000, bytes: 1_048_576 });
  readonly reads = new Throughput({ records: 5, bytes: Number.POSITIVE_INFINITY });
  readonly #cloud: Cloud;
  readonly #sequences = new Map<string, number>();
  readonly #trimmed = new Map<string, number>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    this.streams = new Streams(cloud);
    this.records = new RecordStore(cloud.database);
  }

  /** The newest sequence number of the stream. */
  lastSequence(stream: StreamRecord): number {
    const known = this.#sequences.get(stream.key);
    if (known !== undefined) return known;
    const shards = stream.shards.flatMap(({ firstSequence, lastSequence = 0 }) => [firstSequence, lastSequence]);
    const last = Math.max(this.records.lastSequence(stream.key), ...shards);
    this.#sequences.set(stream.key, last);
    return last;
  }

  /** A sequence number of its own, such as a shard needs that begins or ends. */
  nextSequence(stream: StreamRecord): number {
    const next = this.lastSequence(stream) + 1;
    this.#sequences.set(stream.key, next);
    return next;
  }

  /** Puts records in one transaction; a shard that is at its limit refuses its own. */
  put(stream: StreamRecord, entries: readonly PutEntry[]): PutResult[] {
    const now = this.#cloud.clock.now();
    const open = stream.shards.filter(isOpen);
    const results = this.#cloud.database.transaction(() =>
      entries.map((entry) => this.#putOne(stream, open, entry, now)),
    );
    this.#trim(stream, now);
    this.#count(stream, entries, results);
    arrivals(this.#cloud).notify(stream.arn);
    return results;
  }

  #putOne(stream: StreamRecord, open: readonly ShardRecord[], entry: PutEntry, now: number): PutResult {
    const key = hashOf(entry.partitionKey, entry.explicitHashKey);
    const shard = open.find(({ start, end }) => key >= start && key <= end);
    if (!shard)
      throw new AwsError('InternalFailure', `No open shard of ${stream.name} holds the hash key ${key}.`, {
        status: 500,
      });
    const bytes = entry.data.length + Buffer.byteLength(entry.partitionKey);
    const limited = this.#cloud.settings?.limits ?? false;
    if (limited && !this.#writes.take(`${stream.key}/${shard.id}`, bytes, now))
      return {
        shardId: shard.id,
        refused: `Rate exceeded for shard ${shard.id} in stream ${stream.name} under account ${this.#cloud.account}.`,
      };
    const sequence = this.nextSequence(stream);
    this.records.add(stream.key, shard.id, sequence, now, entry);
    return { shardId: shard.id, sequence };
  }

  /** ms since the epoch before which the stream keeps nothing. */
  retainedFrom(stream: StreamRecord): number {
    return this.#cloud.clock.now() - stream.retentionHours * hourMs;
  }

  #trim(stream: StreamRecord, now: number): void {
    if (now - (this.#trimmed.get(stream.key) ?? 0) < hourMs) return;
    this.#trimmed.set(stream.key, now);
    this.records.remove(stream.key, this.retainedFrom(stream));
  }

  #count(stream: StreamRecord, entries: readonly PutEntry[], results: readonly PutResult[]): void {
    const refused = results.filter((result) => 'refused' in result).length;
    const bytes = entries.reduce((sum, { data }) => sum + data.length, 0);
    const dimensions = { StreamName: stream.name };
    this.#cloud.parts.metrics.put('AWS/Kinesis', [
      { name: 'IncomingRecords', value: entries.length - refused, unit: 'Count', dimensions },
      { name: 'IncomingBytes', value: bytes, unit: 'Bytes', dimensions },
      { name: 'WriteProvisionedThroughputExceeded', value: refused, unit: 'Count', dimensions },
    ]);
  }
}
