import type { Cloud } from '../../cloud.ts';
import type { Notification, SubscriptionRecord } from './records.ts';

const signature = { SignatureVersion: '1', Signature: 'not-signed-by-local-aws' };

/** The text a subscription of that protocol gets. */
export const messageFor = ({ message, messages }: Notification, protocol: string): string =>
  messages?.[protocol] ?? messages?.default ?? message;

/** SNS's JSON around a message, as queues and HTTP endpoints get it without raw delivery. */
export function envelope(
  cloud: Cloud,
  notification: Notification,
  subscription: SubscriptionRecord,
): Record<string, unknown> {
  const attributes = notification.attributes;
  return {
    Type: 'Notification',
    MessageId: notification.id,
    TopicArn: notification.topicArn,
    ...(notification.subject === undefined ? {} : { Subject: notification.subject }),
    Message: messageFor(notification, subscription.protocol),
    Timestamp: notification.timestamp,
    ...signature,
    SigningCertURL: `${cloud.endpoint}/SimpleNotificationService.pem`,
    UnsubscribeURL: `${cloud.endpoint}/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}`,
    ...(Object.keys(attributes).length === 0 ? {} : { MessageAttributes: attributes }),
  };
}

/** The event that a function gets. */
export function lambdaEvent(cloud: Cloud, notification: Notification, subscription: SubscriptionRecord): object {
  const { SigningCertURL, UnsubscribeURL, ...rest } = envelope(cloud, notification, subscription);
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: subscription.arn,
        Sns: {
          ...rest,
          Subject: notification.subject ?? null,
          SigningCertUrl: SigningCertURL,
          UnsubscribeUrl: UnsubscribeURL,
          MessageAttributes: notification.attributes,
        },
      },
    ],
  };
}
