import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cloud } from '../../cloud.ts';
import { envelope, messageFor } from './envelope.ts';
import type { Notification, SubscriptionRecord } from './records.ts';

/**
 * Keeps a message to an e-mail address as a file that a person can read, `<directory>/deliveries/<time>-<subject>-<message>.txt`: the
 * laptop sends no mail, and this is where its user reads alerts. A delivery that is made again overwrites its own file.
 */
export function writeEmail(cloud: Cloud, notification: Notification, subscription: SubscriptionRecord): void {
  const directory = join(cloud.directory, 'deliveries');
  mkdirSync(directory, { recursive: true });
  const subject = notification.subject ?? 'AWS Notification Message';
  const words = subject
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  const time = notification.timestamp.replace(/[:.]/g, '-');
  const reader = createHash('sha256').update(subscription.arn).digest('hex').slice(0, 6);
  const file = join(directory, `${time}-${words}-${notification.id.slice(0, 8)}-${reader}.txt`);
  const attributes = Object.entries(notification.attributes).map(([name, { Value }]) => `${name}: ${Value}`);
  const lines = [
    `Subject: ${subject}`,
    `Time: ${notification.timestamp}`,
    `To: ${subscription.endpoint}`,
    `Topic: ${notification.topicArn}`,
    `Message: ${notification.id}`,
    ...attributes,
    '',
    subscription.protocol === 'email-json'
      ? JSON.stringify(envelope(cloud, notification, subscription), null, 2)
      : messageFor(notification, subscription.protocol),
  ];
  writeFileSync(`${file}.part`, `${lines.join('\n')}\n`);
  renameSync(`${file}.part`, file);
}
