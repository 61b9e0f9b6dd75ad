import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import type { Outgoing } from './readRecords.ts';
import type { Tally } from './tally.ts';

const perPut = 500;
const slicesPerSecond = 20;
const pauseMs = 100;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Puts records on the stream, at most `rate` a second and not more than `ahead` in front of their decisions; a refused one is put again. */
export const sendRecords = async (
  records: AsyncIterable<Outgoing>,
  streamName: string,
  tally: Tally,
  { rate, ahead, signal }: { rate?: number; ahead: number; signal: AbortSignal },
): Promise<void> => {
  const kinesis = new KinesisClient({ maxAttempts: 10 });
  const size = rate === undefined ? perPut : Math.max(1, Math.min(perPut, Math.floor(rate / slicesPerSecond)));
  const started = performance.now();
  let batch: Outgoing[] = [];
  const put = async (): Promise<void> => {
    if (rate !== undefined) await pause(started + (tally.sent / rate) * 1000 - performance.now());
    while (tally.sent - tally.decided > ahead && performance.now() - tally.lastChange < pauseMs * 100)
      await pause(pauseMs / 10);
    let open = batch;
    batch = [];
    for (const { id, label } of open) tally.send(id, label);
    while (open.length > 0 && !signal.aborted) {
      const { Records = [] } = await kinesis.send(
        new PutRecordsCommand({
          StreamName: streamName,
          Records: open.map(({ data, partitionKey }) => ({ Data: Buffer.from(data), PartitionKey: partitionKey })),
        }),
      );
      open = open.filter((_, index) => Records[index]?.ErrorCode);
      if (open.length > 0) await pause(pauseMs);
    }
  };
  for await (const record of records) {
    if (signal.aborted) return;
    batch.push(record);
    if (batch.length >= size) await put();
  }
  if (batch.length > 0) await put();
};
