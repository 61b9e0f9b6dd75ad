import { BatchWriteItemCommand, DynamoDBClient, PutItemCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { settings } from '../shared/clients/settings.ts';
import { featuresOutcome } from '../shared/contracts/outcomes.ts';
import { run } from '../shared/contracts/run.ts';
import { env } from '../shared/env.ts';
import { NightjarError } from '../shared/errors.ts';
import { createHandler } from '../shared/handler.ts';
import { readText } from '../shared/objects.ts';
import { onlineDefinition } from '../shared/online/definition.ts';
import { onlineKeys } from '../shared/online/keys.ts';
import { type Entry, encodePast } from '../shared/online/past.ts';
import { fileOf, specOf } from '../shared/spec.ts';
import { manifestOf, outputOf } from '../shared/steps.ts';

const client = new DynamoDBClient(settings);
const itemsPerCall = 25;
const callsAtOnce = 8;
const tries = 8;
/** Older versions are left to whoever still reads them, and go by themselves. */
const keptSeconds = 4 * 86_400;

const writeBatch = async (requests: WriteRequest[]): Promise<void> => {
  let open: WriteRequest[] = requests;
  for (let round = 1; open.length > 0; round++) {
    const { UnprocessedItems } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [env.featuresTable()]: open } }),
    );
    open = UnprocessedItems?.[env.featuresTable()] ?? [];
    if (open.length > 0 && round === tries)
      throw new NightjarError(
        'Throttled',
        `${env.featuresTable()} did not take ${open.length} items in ${tries} tries`,
      );
    if (open.length > 0) await new Promise((resolve) => setTimeout(resolve, Math.random() * 50 * 2 ** round));
  }
};

/** Entities with their past, out of lines `entity,id,second,value` that are sorted by entity. */
function* pastsOf(text: string, scale: number): Generator<[entity: string, entries: Entry[]]> {
  let entity = '';
  let entries: Entry[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [key = '', id, second, value] = line.split(',');
    if (key !== entity && entries.length > 0) yield [entity, entries];
    if (key !== entity) entries = [];
    entity = key;
    entries.push([Number(id), Number(second), Math.round(Number(value) * 10 ** scale)]);
  }
  if (entries.length > 0) yield [entity, entries];
}

/** Yesterday's past of every entity, as a version of this run; readers see it when the pointer is switched, whole or not at all. */
export const handler = createHandler(z.strictObject({ run, features: featuresOutcome }), async ({ run, features }) => {
  const pipeline = await specOf(run);
  const definition = onlineDefinition(pipeline.spec, (file) => fileOf(pipeline, file));
  const left = await manifestOf(features.manifest);
  const version = run.runId;
  const expiresAt = { N: String(Math.floor(Date.now() / 1000) + keptSeconds) };
  const published: Record<string, number> = {};
  for (const { view, scale } of definition.views) {
    const [file] = outputOf(left, `online_${view}`).files;
    const text = file && (await readText(file.uri));
    if (!text) throw new NightjarError('OutputIncomplete', `the features step left nothing to publish for ${view}`);
    let batch: WriteRequest[] = [];
    let calls: Promise<void>[] = [];
    let count = 0;
    const flush = (): void => {
      if (batch.length > 0) calls.push(writeBatch(batch));
      batch = [];
    };
    for (const [entity, entries] of pastsOf(text, scale)) {
      const id = { S: onlineKeys.past(run.pipeline, version, view, Number(entity)) };
      batch.push({ PutRequest: { Item: { id, entries: { B: encodePast(entries) }, expiresAt } } });
      count++;
      if (batch.length === itemsPerCall) flush();
      if (calls.length === callsAtOnce) {
        await Promise.all(calls);
        calls = [];
      }
    }
    flush();
    await Promise.all(calls);
    published[view] = count;
  }
  await client
    .send(
      new PutItemCommand({
        TableName: env.featuresTable(),
        Item: {
          id: { S: onlineKeys.pointer(run.pipeline) },
          version: { S: version },
          businessDate: { S: run.businessDate },
          definition: { S: JSON.stringify(definition) },
          publishedAt: { S: new Date().toISOString() },
        },
        // A night that was repeated for an older day must not take the past back behind a newer one.
        ConditionExpression: 'attribute_not_exists(id) OR businessDate <= :date',
        ExpressionAttributeValues: { ':date': { S: run.businessDate } },
      }),
    )
    .catch((error: Error) => {
      if (error.name !== 'ConditionalCheckFailedException') throw error;
    });
  return { version, published };
});
