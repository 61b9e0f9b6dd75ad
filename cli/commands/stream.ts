import { existsSync } from 'node:fs';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { onlineDefinition } from '../../functions/shared/online/definition.ts';
import { onlineKeys } from '../../functions/shared/online/keys.ts';
import type { Command } from '../command.ts';
import { chooseBusinessDate } from '../night/businessDate.ts';
import { follow } from '../night/follow.ts';
import { landForNight } from '../night/landForNight.ts';
import { readPipelineNamed } from '../night/pipelines.ts';
import { startNight, statesClient } from '../night/target.ts';
import { type Laptop, openLaptop } from '../session/laptop.ts';
import { output } from '../session/session.ts';
import { streamFaults } from '../stream/faults.ts';
import { type Outgoing, readRecords } from '../stream/readRecords.ts';
import { receiveDecisions } from '../stream/receive.ts';
import { sendRecords } from '../stream/send.ts';
import { type StreamResult, Tally } from '../stream/tally.ts';
import { CommandError, parseOptions, UsageError, wholeNumber } from '../usage.ts';

const help = `nightjar stream: replays a file as live transactions on the laptop

  --from FILE      CSV of the pipeline's source, or records as JSON lines (.jsonl); .gz is unpacked
  --rate N         records a second (as fast as they are decided)
  --skip N         leave out the first N records
  --limit N        send N records
  --faults         inject throttling, lost answers, crashes of the handler and failures of the endpoint
  --seed S         seed of the faults (1)
  --pipeline NAME  a pipeline with an online section (card-fraud)
  --json           one JSON document on stdout and nothing else

Where no model serves yet, or nothing is published, a night is run first. Exit codes: 0 every record was decided once or put aside with
its reason, 1 some were lost, 2 wrong call.`;

const options = {
  from: { type: 'string' },
  rate: { type: 'string' },
  skip: { type: 'string' },
  limit: { type: 'string' },
  faults: { type: 'boolean', default: false },
  seed: { type: 'string' },
  pipeline: { type: 'string', default: 'card-fraud' },
  json: { type: 'boolean', default: false },
} as const;

/** Records that may be on their way at once without --rate. */
const ahead = 20_000;
/** Without any news for this long, what is not decided is lost. */
const patienceMs = 60_000;
const lookMs = 50;

async function* slice(records: AsyncIterable<Outgoing>, skip: number, limit: number): AsyncGenerator<Outgoing> {
  let at = 0;
  for await (const record of records) {
    if (at++ < skip) continue;
    if (at > skip + limit) return;
    yield record;
  }
}

const isPublished = async (laptop: Laptop, pipeline: string): Promise<boolean> => {
  const { Item } = await new DynamoDBClient({}).send(
    new GetItemCommand({
      TableName: output(laptop, 'OnlineFeaturesTableName'),
      Key: { id: { S: onlineKeys.pointer(pipeline) } },
    }),
  );
  return Item !== undefined;
};

/** Model and published past come from a night. */
const runNight = async (laptop: Laptop, pipeline: string, say: (line: string) => void): Promise<void> => {
  say(`${pipeline} publishes nothing yet: running a night first`);
  const businessDate = await chooseBusinessDate(laptop, pipeline, false);
  await landForNight(laptop, { pipeline, businessDate, say });
  await laptop.skipWaiting(true);
  try {
    const arn = await startNight(laptop, { pipeline, businessDate }, Date.now());
    const { status, error, cause } = await follow(statesClient(), arn, { look: () => {}, intervalMs: 200 });
    if (status !== 'SUCCEEDED') throw new CommandError(`the night of ${pipeline} failed: ${error}: ${cause}`);
  } finally {
    await laptop.skipWaiting(false);
  }
};

const setFaults = async (endpoint: string, rules: string[]): Promise<void> => {
  await fetch(`${endpoint}/_nightjar/faults`, { method: 'DELETE' });
  if (rules.length === 0) return;
  const response = await fetch(`${endpoint}/_nightjar/faults`, { method: 'POST', body: JSON.stringify({ rules }) });
  if (!response.ok) throw new CommandError(`the faults were not taken: ${await response.text()}`);
};

// A queue's address names the port of the server that made it: the client's own endpoint is the one that is there.
const deadLettersOf = async (laptop: Laptop): Promise<number> => {
  const { Attributes } = await new SQSClient({ useQueueUrlAsEndpoint: false }).send(
    new GetQueueAttributesCommand({
      QueueUrl: output(laptop, 'StreamDeadLetterQueueUrl'),
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return (
    Number(Attributes?.ApproximateNumberOfMessages ?? 0) +
    Number(Attributes?.ApproximateNumberOfMessagesNotVisible ?? 0)
  );
};

const linesOf = (result: StreamResult): string[] =>
  Object.entries(result).map(
    ([name, value]) =>
      `  ${name.padEnd(18)} ${typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(4) : String(value ?? '–')}`,
  );

const replay = async (args: string[]): Promise<number> => {
  const { values } = parseOptions('stream', args, options);
  const { from: path } = values;
  if (!path) throw new UsageError('--from names the file to replay');
  if (!existsSync(path)) throw new UsageError(`--from ${path}: there is no such file`);
  const rate = wholeNumber('rate', values.rate, 1);
  const skip = wholeNumber('skip', values.skip, 0) ?? 0;
  const limit = wholeNumber('limit', values.limit, 1) ?? Number.POSITIVE_INFINITY;
  const seed = wholeNumber('seed', values.seed, 0) ?? 1;
  const { spec, files } = await readPipelineNamed(values.pipeline);
  if (!spec.online) throw new UsageError(`${values.pipeline} has no online section: it decides on no stream`);
  const definition = onlineDefinition(spec, (file) => files.get(file) ?? '');
  const tableSql = files.get(spec.tables[definition.online.table]?.sql ?? '') ?? '';
  const say = (line: string): void => void (values.json || process.stderr.write(`  ${line}\n`));
  const laptop = await openLaptop({ progress: say, ...(values.faults && { seed }) });
  const ended = new AbortController();
  try {
    if (!(await isPublished(laptop, values.pipeline))) await runNight(laptop, values.pipeline, say);
    const tally = new Tally();
    const readers = await receiveDecisions(output(laptop, 'DecisionStreamName'), tally, ended.signal);
    const before = await deadLettersOf(laptop);
    if (values.faults) await setFaults(laptop.endpoint, streamFaults(`${laptop.stack}-score-transactions`));
    const started = performance.now();
    const records = slice(readRecords(path, spec, definition, tableSql), skip, limit);
    const sending = sendRecords(records, output(laptop, 'TransactionStreamName'), tally, {
      ...(rate !== undefined && { rate }),
      ahead,
      signal: ended.signal,
    });
    let sent = false;
    const done = sending.then(() => {
      sent = true;
    });
    let dead = 0;
    let told = started;
    while (!sent || tally.sent > tally.decided + dead) {
      await Promise.race([done, ...readers, new Promise((resolve) => setTimeout(resolve, lookMs))]);
      if (sent) await new Promise((resolve) => setTimeout(resolve, lookMs));
      if (sent) dead = (await deadLettersOf(laptop)) - before;
      if (sent && performance.now() - tally.lastChange > patienceMs) break;
      if (performance.now() - told > 5000) {
        told = performance.now();
        say(`${tally.sent} sent, ${tally.decided} decided`);
      }
    }
    await done;
    const seconds = (performance.now() - started) / 1000;
    if (values.faults) await setFaults(laptop.endpoint, []);
    ended.abort();
    await Promise.all(readers);
    const result = tally.result((await deadLettersOf(laptop)) - before, seconds);
    process.stdout.write(values.json ? `${JSON.stringify(result, null, 2)}\n` : `${linesOf(result).join('\n')}\n`);
    return result.lost === 0 && result.duplicates === 0 ? 0 : 1;
  } finally {
    ended.abort();
    await laptop.close();
  }
};

export const stream: Command = { summary: 'replay a file as live transactions on the laptop', help, run: replay };
