import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { PublishCommand } from '@aws-sdk/client-sns';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Context, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { sns } from '../shared/clients/sns.ts';
import { sqs } from '../shared/clients/sqs.ts';
import { env } from '../shared/env.ts';
import { NightjarError } from '../shared/errors.ts';
import { createHandler } from '../shared/handler.ts';
import { logger } from '../shared/logger.ts';
import { alertEvent, fingerprintOf, type Incident, incidentOf } from './incident.ts';
import { messageOf } from './message.ts';

const keptSeconds = 90 * 86_400;

const publish = async (incident: Incident): Promise<{ messageId: string }> => {
  const { subject, text } = messageOf(incident, env.resourcePrefix());
  const { MessageId = '' } = await sns().send(
    new PublishCommand({ TopicArn: env.alertTopicArn(), Subject: subject, Message: text }),
  );
  logger.info('alert published', { subject, messageId: MessageId });
  return { messageId: MessageId };
};

let once: ((incident: Incident & { fingerprint: string }) => Promise<{ messageId: string }>) | undefined;

/** Publishes an incident once: the second call with its fingerprint is answered by the first one's result. A failed one may be tried again. */
const publishOnce = (incident: Incident): Promise<{ messageId: string }> => {
  once ??= makeIdempotent(publish, {
    persistenceStore: new DynamoDBPersistenceLayer({ tableName: env.runsTable() }),
    config: new IdempotencyConfig({
      eventKeyJmesPath: 'fingerprint',
      throwOnNoIdempotencyKey: true,
      expiresAfterSeconds: keptSeconds,
    }),
    keyPrefix: 'ALERT',
  });
  return once({ ...incident, fingerprint: fingerprintOf(incident) });
};

/** Alerts that could not be published come back from their queue until they can be. */
const isQueued = (event: unknown): event is SQSEvent => Array.isArray((event as Partial<SQSEvent>)?.Records);

const tell = createHandler(alertEvent, async (event) => {
  const incident = await incidentOf(event);
  try {
    return await publishOnce(incident);
  } catch (cause) {
    await sqs().send(
      new SendMessageCommand({ QueueUrl: env.undeliveredAlertsUrl(), MessageBody: JSON.stringify(incident) }),
    );
    const undelivered = new NightjarError(
      'AlertUndelivered',
      `the alert is kept in ${env.undeliveredAlertsUrl()}: ${(cause as Error).message}`,
      { cause },
    );
    // A state machine notes it down. An event has nobody to tell, and trying it again would only keep the alert a second time.
    if ('severity' in event) throw undelivered;
    logger.error(undelivered.message, undelivered);
    return { messageId: '' };
  }
});

const queuedAlert = z.object({ body: z.string() });

/** The SNS alert function: every Catch, and the rule on ended executions, come here. */
export const handler = async (event: unknown, context: Context): Promise<unknown> => {
  if (!isQueued(event)) return tell(event, context);
  for (const record of event.Records)
    await publishOnce(await incidentOf(alertEvent.parse(JSON.parse(queuedAlert.parse(record).body))));
  return {};
};
