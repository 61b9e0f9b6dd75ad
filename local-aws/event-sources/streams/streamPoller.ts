import { roleSession } from '../../deliveries/roleSession.ts';
import { functionOf, type MappedFunction } from '../functionOf.ts';
import type { Poller, PollerContext } from '../poller.ts';
import { keepRunning } from '../poller.ts';
import { ShardReader } from './shardReader.ts';

interface ShardAnswer {
  ShardId: string;
  ParentShardId?: string;
  AdjacentParentShardId?: string;
}

/** Feeds a function from a stream: every shard in order, children after their parents. */
export class StreamPoller implements Poller {
  readonly #context: PollerContext;
  readonly #reading = new Set<string>();
  readonly #running = new Set<Promise<void>>();

  constructor(context: PollerContext) {
    this.#context = context;
    this.#start(keepRunning(context, () => this.#openShards()));
  }

  async close(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #start(work: Promise<void>): void {
    const run = work.finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  /** Starts a reader for each shard that is not read yet and whose parents are read to their end. */
  async #openShards(): Promise<void> {
    const { cloud, store, mapping } = this.#context;
    const target = await functionOf(cloud, mapping.functionArn);
    const shards = await this.#shards(target);
    const ids = new Set(shards.map(({ ShardId }) => ShardId));
    const ended = (id: string | undefined) =>
      id === undefined || !ids.has(id) || store.checkpoint(mapping.uuid, id)?.ended === true;
    for (const shard of shards) {
      if (this.#reading.has(shard.ShardId) || ended(shard.ShardId)) continue;
      if (!ended(shard.ParentShardId) || !ended(shard.AdjacentParentShardId)) continue;
      this.#reading.add(shard.ShardId);
      this.#start(this.#readShard(target, shard.ShardId));
    }
  }

  async #readShard(target: MappedFunction, shard: string): Promise<void> {
    const { store, mapping, signal } = this.#context;
    const reader = new ShardReader(this.#context, target, shard);
    const ended = await reader.run();
    if (signal.aborted) return reader.settled();
    if (!ended) return;
    store.saveCheckpoint(mapping.uuid, shard, { ended: true });
    await keepRunning(this.#context, () => this.#openShards());
  }

  async #shards(target: MappedFunction): Promise<ShardAnswer[]> {
    const { cloud, mapping } = this.#context;
    const caller = roleSession(target.roleArn, target.name);
    const shards: ShardAnswer[] = [];
    let NextToken: string | undefined;
    do {
      const request = NextToken === undefined ? { StreamARN: mapping.sourceArn } : { NextToken };
      const answer = await cloud.call<{ Shards?: ShardAnswer[]; NextToken?: string }>(
        'kinesis',
        'ListShards',
        request,
        caller,
      );
      shards.push(...(answer.Shards ?? []));
      NextToken = answer.NextToken;
    } while (NextToken !== undefined);
    return shards;
  }
}
