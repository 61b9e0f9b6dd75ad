import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { KinesisStreamEvent } from 'aws-lambda';

/**
 * `npm run bench -- stream [--records N]`: the handler of the stream on one core, in batches of 500, with everything that it computes and
 * its real DynamoDB and SageMaker clients. A thread beside it answers them at once, so that what is measured is the handler; sending
 * decisions on is left out. Prints records a second and the bar.
 */
export const run = async (args: readonly string[]): Promise<void> => {
  const records = Number(args[args.indexOf('--records') + 1] ?? Number.NaN) || 50_000;
  const root = join(import.meta.dirname, '..');
  const worker = new Worker(join(import.meta.dirname, 'stream', 'answers.ts'));
  const port = await new Promise<number>((resolve) => worker.once('message', resolve));
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${port}`;
  process.env.AWS_REGION = 'eu-central-1';
  process.env.AWS_ACCESS_KEY_ID = 'bench';
  process.env.AWS_SECRET_ACCESS_KEY = 'bench';
  process.env.POWERTOOLS_METRICS_DISABLED = 'true';
  for (const name of ['FEATURES_TABLE', 'RUNS_TABLE', 'RECENT_TABLE', 'DECISIONS_TABLE']) process.env[name] = name;
  const { createStreamHandler } = await import('../functions/score-transactions/handler.ts');
  const { createStore } = await import('../functions/score-transactions/store.ts');
  const { scoreRows } = await import('../functions/score-transactions/endpoint.ts');
  const { onlineDefinition } = await import('../functions/shared/online/definition.ts');
  const { readPipeline } = await import('../functions/shared/pipelines/readPipeline.ts');
  const { Past } = await import('../functions/shared/online/past.ts');
  const { spec, files } = await readPipeline(join(root, 'pipelines', 'card-fraud'));
  const definition = onlineDefinition(spec, (file) => files.get(file) ?? '');
  const store = createStore(spec.name);
  const past = new Past(Array.from({ length: 70 }, (_, index) => [index, 10_000_000 + index * 40_000, 2500] as const));
  const handler = createStreamHandler(async () => ({
    definition,
    store: {
      ...store,
      current: async () => ({
        features: { version: 'bench', definition },
        model: { version: 1, endpoint: 'bench', features: definition.vector.map(({ name }) => name) },
      }),
      // In memory after the first batches, as in a function that has run for a while.
      pasts: async (_view: string, _version: string, entities: readonly number[]) =>
        new Map(entities.map((entity) => [entity, past])),
    },
    score: scoreRows,
    send: async () => {},
    setAside: async () => [],
  }));
  const batches = Array.from({ length: Math.ceil(records / batchSize) }, (_, index) => batchOf(index));
  for (const batch of batches.slice(0, warmUp)) await handler(batch);
  const before = process.threadCpuUsage();
  const started = performance.now();
  let done = 0;
  for (const batch of batches.slice(warmUp)) {
    const { batchItemFailures } = await handler(batch);
    if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} records of a batch failed`);
    done += batchSize;
  }
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.threadCpuUsage(before);
  await worker.terminate();
  const coreSeconds = (user + system) / 1e6;
  const perSecond = done / coreSeconds;
  console.log(
    `${done} records in ${coreSeconds.toFixed(2)} s of one core: ${perSecond.toFixed(0)} a second (bar: 10,000)`,
  );
  console.log(
    `by the clock, on this machine as busy as it is: ${seconds.toFixed(2)} s, ${(done / seconds).toFixed(0)} a second`,
  );
  console.log(
    JSON.stringify({ bench: 'stream', records: done, coreSeconds, seconds, recordsPerCoreSecond: perSecond }),
  );
};

const batchSize = 500;
const warmUp = 10;
const cards = 5000;

const batchOf = (batch: number): KinesisStreamEvent => ({
  Records: Array.from({ length: batchSize }, (_, index) => {
    const id = batch * batchSize + index;
    const record = {
      transaction_id: 1_000_000 + id,
      tx_datetime: '2018-08-14T10:00:00',
      customer_id: (id * 7919) % cards,
      terminal_id: (id * 104_729) % (2 * cards),
      tx_amount: 12.34,
      tx_second: 12_000_000 + id,
    };
    return {
      eventSource: 'aws:kinesis',
      eventVersion: '1.0',
      eventID: `shardId-000000000000:${id}`,
      eventName: 'aws:kinesis:record',
      invokeIdentityArn: '',
      awsRegion: 'eu-central-1',
      eventSourceARN: '',
      kinesis: {
        kinesisSchemaVersion: '1.0',
        partitionKey: String(record.customer_id),
        sequenceNumber: String(id),
        data: Buffer.from(JSON.stringify(record)).toString('base64'),
        approximateArrivalTimestamp: 1,
      },
    };
  }),
});
