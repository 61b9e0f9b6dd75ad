import type { Cloud } from '../../cloud.ts';
import { callTarget } from '../../deliveries/callTarget.ts';
import { sendDeadLetter } from '../../deliveries/deadLetter.ts';
import { Deliveries, type DeliveryWork } from '../../deliveries/deliveries.ts';
import { describeError } from '../../deliveries/errorCode.ts';
import { queueUrl } from '../../deliveries/queueUrl.ts';
import { servicePrincipal } from '../../deliveries/roleSession.ts';
import { envelope, lambdaEvent, messageFor } from './envelope.ts';
import { filterMatches } from './filterPolicy.ts';
import { nextAttempt } from './nextAttempt.ts';
import { postNotification } from './postNotification.ts';
import type { Notification, NotificationDelivery, SubscriptionRecord } from './records.ts';
import { deadLetterArn } from './subscriptionAttributes.ts';
import { Topics } from './topics.ts';
import { writeEmail } from './writeEmail.ts';

/** Topics, subscriptions, and notifications on their way. */
export class Sns {
  readonly topics: Topics;
  readonly #cloud: Cloud;
  readonly #deliveries: Deliveries<NotificationDelivery>;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    this.topics = new Topics(cloud);
    this.#deliveries = new Deliveries(cloud, 'sns', this.#work());
  }

  /** Takes up what a former process left. */
  start(): void {
    this.#deliveries.resume();
  }

  /** Takes a notification over for every subscription that wants it. */
  publish(notification: Notification): void {
    const confirmed = this.topics.subscriptions(notification.topicArn).filter(({ token }) => token === undefined);
    const wanted = confirmed.filter((subscription) => filterMatches(subscription, notification));
    this.#count(notification.topicArn, 'NumberOfMessagesPublished');
    const filtered = confirmed.length - wanted.length;
    if (filtered > 0) this.#count(notification.topicArn, 'NumberOfNotificationsFilteredOut', filtered);
    this.#deliveries.accept(wanted.map((subscription) => ({ subscription, notification })));
  }

  close(): Promise<void> {
    return this.#deliveries.close();
  }

  #work(): DeliveryWork<NotificationDelivery> {
    return {
      attempt: async ({ payload }) => {
        await this.#deliver(payload);
        this.#count(payload.notification.topicArn, 'NumberOfNotificationsDelivered');
      },
      retryAt: (delivery, error) => nextAttempt(delivery, error, this.#cloud.clock.now()),
      abandon: (delivery, error) => this.#bury(delivery.payload, error),
      faultFields: ({ subscription, notification }) => ({
        Arn: subscription.endpoint,
        TopicArn: notification.topicArn,
        Protocol: subscription.protocol,
        Subject: notification.subject ?? '',
      }),
    };
  }

  async #deliver({ subscription, notification }: NotificationDelivery): Promise<void> {
    const { protocol, endpoint: arn } = subscription;
    const caller = servicePrincipal('sns.amazonaws.com', notification.topicArn);
    switch (protocol) {
      case 'email':
      case 'email-json':
        return writeEmail(this.#cloud, notification, subscription);
      case 'lambda': {
        const input = JSON.stringify(lambdaEvent(this.#cloud, notification, subscription));
        return callTarget(this.#cloud, { arn, input, caller, time: Date.parse(notification.timestamp) });
      }
      case 'sqs': {
        const QueueUrl = queueUrl(this.#cloud, arn);
        await this.#cloud.call(
          'sqs',
          'SendMessage',
          { QueueUrl, ...this.#queueMessage(notification, subscription) },
          caller,
        );
        return;
      }
      default:
        await postNotification(arn, 'Notification', this.#body(notification, subscription), {
          'x-amz-sns-message-id': notification.id,
          'x-amz-sns-topic-arn': notification.topicArn,
          'x-amz-sns-subscription-arn': subscription.arn,
          ...(subscription.attributes.RawMessageDelivery === 'true' ? { 'x-amz-sns-rawdelivery': 'true' } : {}),
        });
    }
  }

  #body(notification: Notification, subscription: SubscriptionRecord): string {
    return subscription.attributes.RawMessageDelivery === 'true'
      ? messageFor(notification, subscription.protocol)
      : JSON.stringify(envelope(this.#cloud, notification, subscription));
  }

  #queueMessage(notification: Notification, subscription: SubscriptionRecord) {
    const MessageBody = this.#body(notification, subscription);
    if (subscription.attributes.RawMessageDelivery !== 'true') return { MessageBody };
    const MessageAttributes = Object.fromEntries(
      Object.entries(notification.attributes).map(([name, { Type, Value }]) => [
        name,
        Type === 'Binary'
          ? { DataType: Type, BinaryValue: Buffer.from(Value, 'base64') }
          : { DataType: Type, StringValue: Value },
      ]),
    );
    return { MessageBody, MessageAttributes };
  }

  async #bury({ subscription, notification }: NotificationDelivery, error: unknown): Promise<void> {
    this.#count(notification.topicArn, 'NumberOfNotificationsFailed');
    const queueArn = deadLetterArn(subscription.attributes.RedrivePolicy);
    if (queueArn === undefined) return;
    const { code, message } = describeError(error);
    const sent = await sendDeadLetter(this.#cloud, {
      queueArn,
      body: this.#body(notification, subscription),
      attributes: { RequestID: notification.id, ErrorCode: code, ErrorMessage: message || code },
      caller: servicePrincipal('sns.amazonaws.com', notification.topicArn),
    });
    this.#count(
      notification.topicArn,
      sent ? 'NumberOfNotificationsRedrivenToDlq' : 'NumberOfNotificationsFailedToRedriveToDlq',
    );
  }

  #count(topicArn: string, name: string, value = 1): void {
    const dimensions = { TopicName: topicArn.split(':').at(-1) ?? '' };
    this.#cloud.parts.metrics.put('AWS/SNS', [{ name, value, unit: 'Count', dimensions }]);
  }
}
