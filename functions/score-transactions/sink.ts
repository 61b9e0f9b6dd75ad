import { PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { PublishBatchCommand } from '@aws-sdk/client-sns';
import { kinesis } from '../shared/clients/kinesis.ts';
import { s3 } from '../shared/clients/s3.ts';
import { sns } from '../shared/clients/sns.ts';
import { env } from '../shared/env.ts';
import { hashOf } from '../shared/hash.ts';
import { layout } from '../shared/layout.ts';
import { parseUri } from '../shared/objects.ts';

const perPut = 500;
const perPublish = 10;
const tries = 4;
const pauseMs = 50;

const send = async (bodies: readonly [number, string][]): Promise<void> => {
  for (let at = 0; at < bodies.length; at += perPut) {
    let open = bodies.slice(at, at + perPut);
    for (let round = 1; open.length > 0; round++) {
      const { Records = [] } = await kinesis().send(
        new PutRecordsCommand({
          StreamName: env.decisionStream(),
          Records: open.map(([id, body]) => ({ PartitionKey: String(id), Data: Buffer.from(body) })),
        }),
      );
      open = open.filter((_, index) => Records[index]?.ErrorCode);
      if (open.length > 0 && round === tries)
        throw new Error(
          `${open.length} decisions were not taken by ${env.decisionStream()}: ${Records.find(({ ErrorCode }) => ErrorCode)?.ErrorCode}`,
        );
      if (open.length > 0) await new Promise((resolve) => setTimeout(resolve, Math.random() * pauseMs * 2 ** round));
    }
  }
};

/** One object a batch and day of the records; a batch that comes again writes the same objects again. */
const keep = async (pipeline: string, bodies: readonly [number, string][], first: string): Promise<void> => {
  const byDay = Map.groupBy(bodies, ([, body]) => /"time":"(\d{4}-\d{2}-\d{2})/.exec(body)?.[1] ?? 'unknown');
  await Promise.all(
    [...byDay].map(([date, own]) => {
      const name = `${first}-${hashOf(own.map(([id]) => id)).slice(0, 8)}.jsonl`;
      return s3().send(
        new PutObjectCommand({
          ...parseUri(`${layout.decisions(pipeline, date)}${name}`),
          Body: `${own.map(([, body]) => body).join('\n')}\n`,
          ContentType: 'application/x-ndjson',
        }),
      );
    }),
  );
};

/** Those that the customer, or somebody who calls the customer, should hear of. */
const tell = async (bodies: readonly [number, string][]): Promise<void> => {
  const declined = bodies.filter(([, body]) => body.includes('"decision":"decline"'));
  for (let at = 0; at < declined.length; at += perPublish) {
    const { Failed = [] } = await sns().send(
      new PublishBatchCommand({
        TopicArn: env.declinedTopicArn(),
        PublishBatchRequestEntries: declined.slice(at, at + perPublish).map(([id, body]) => ({
          Id: String(id),
          Message: body,
        })),
      }),
    );
    if (Failed[0]) throw new Error(`${Failed.length} declined transactions were not told: ${Failed[0].Code}`);
  }
};

/** Sends decisions where they are wanted: stream, bucket, and topic for the declined. Throws where one of them could not take them all. */
export const sendDecisions = async (
  pipeline: string,
  bodies: ReadonlyMap<number, string>,
  firstSequence: string,
): Promise<void> => {
  const all = [...bodies];
  if (all.length === 0) return;
  await Promise.all([send(all), keep(pipeline, all, firstSequence), tell(all)]);
};
