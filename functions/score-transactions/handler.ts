import { BatchProcessorSync, EventType, processPartialResponseSync } from '@aws-lambda-powertools/batch';
import type { PartialItemFailureResponse } from '@aws-lambda-powertools/batch/types';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { KinesisStreamEvent, KinesisStreamRecord } from 'aws-lambda';
import { env } from '../shared/env.ts';
import { logger } from '../shared/logger.ts';
import { metrics } from '../shared/metrics.ts';
import { type OnlineDefinition, onlineDefinition } from '../shared/online/definition.ts';
import { recordReader } from '../shared/online/record.ts';
import type { OnlineRecord } from '../shared/online/vector.ts';
import { bundledPipeline } from '../shared/pipelines/bundled.ts';
import { fileOf } from '../shared/spec.ts';
import { type Poison, setAside } from './deadLetter.ts';
import { scoreRows } from './endpoint.ts';
import type { OnlineStore, Score } from './ports.ts';
import { scoreBatch } from './scoreBatch.ts';
import { sendDecisions } from './sink.ts';
import { createStore } from './store.ts';

export interface Dependencies {
  definition: OnlineDefinition;
  store: OnlineStore;
  score: Score;
  send: typeof sendDecisions;
  setAside: typeof setAside;
}

const sameRecord = (one: OnlineRecord, other: OnlineRecord): boolean =>
  Object.keys(one).every((field) => one[field] === other[field]);

/**
 * Decides a batch of the stream. A record fails, and comes again with all after it, only where its outcome is not safe: not decided, not
 * sent, or not put aside.
 */
export const createStreamHandler = (dependencies: () => Promise<Dependencies>) => {
  let known: Promise<Dependencies> | undefined;
  let reader: ReturnType<typeof recordReader> | undefined;
  return async (event: KinesisStreamEvent): Promise<PartialItemFailureResponse> => {
    known ??= dependencies();
    const { definition, store, score, send, setAside: aside } = await known;
    reader ??= recordReader(definition);
    const poison: Poison[] = [];
    const records = new Map<number, OnlineRecord>();
    const transactions = new Map<KinesisStreamRecord, number>();
    for (const record of event.Records) {
      const { record: read, rejection } = reader(Buffer.from(record.kinesis.data, 'base64'));
      if (rejection) {
        poison.push({ record, rejection });
        continue;
      }
      const transaction = Number(read[definition.id]);
      const first = records.get(transaction);
      if (first && !sameRecord(first, read)) {
        const message = `${definition.id} ${transaction} came before in this batch with other values`;
        poison.push({ record, rejection: { reason: 'IdReused', field: definition.id, message } });
        continue;
      }
      records.set(transaction, first ?? read);
      transactions.set(record, transaction);
    }
    const failed = new Map<string, string>();
    const because = (error: unknown): string => `${(error as Error).name}: ${(error as Error).message}`;
    let bodies: ReadonlyMap<number, string> = new Map();
    let undecided: string | undefined;
    try {
      const decided = await scoreBatch([...records.values()], definition, store, score);
      bodies = decided.bodies;
      await send(definition.pipeline, bodies, event.Records[0]?.kinesis.sequenceNumber ?? '');
      metrics.addMetric('Decisions', MetricUnit.Count, decided.bodies.size);
      metrics.addMetric('FallbackDecisions', MetricUnit.Count, decided.fallbacks);
      metrics.addMetric('DeclinedTransactions', MetricUnit.Count, decided.declined);
    } catch (error) {
      undecided = because(error);
      logger.error('the batch was not decided, or its decisions were not sent', error as Error);
    }
    try {
      for (const sequence of await aside(poison)) failed.set(sequence, 'not taken by the dead-letter queue');
      metrics.addMetric('PoisonRecords', MetricUnit.Count, poison.length);
    } catch (error) {
      for (const { record } of poison) failed.set(record.kinesis.sequenceNumber, because(error));
    }
    metrics.publishStoredMetrics();
    const processor = new BatchProcessorSync(EventType.KinesisDataStreams);
    return processPartialResponseSync(
      event,
      (record: KinesisStreamRecord) => {
        const transaction = transactions.get(record);
        const failure =
          transaction === undefined
            ? failed.get(record.kinesis.sequenceNumber)
            : (undecided ?? (bodies.has(transaction) ? undefined : 'another invocation is deciding it'));
        if (failure) throw new Error(failure);
      },
      processor,
      { throwOnFullBatchFailure: false },
    );
  };
};

/** Everything real. The deployed pipeline says which fields a record has; windows and vector come with what is published. */
export const handler = createStreamHandler(async () => {
  const pipeline = await bundledPipeline(env.onlinePipeline());
  return {
    definition: onlineDefinition(pipeline.spec, (file) => fileOf(pipeline, file)),
    store: createStore(pipeline.spec.name),
    score: scoreRows,
    send: sendDecisions,
    setAside,
  };
});
