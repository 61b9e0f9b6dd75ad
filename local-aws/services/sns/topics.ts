import type { Cloud } from '../../cloud.ts';
import { AwsError } from '../../errors.ts';
import type { Table } from '../../store/database.ts';
import type { SubscriptionRecord, TopicRecord } from './records.ts';

/** Topics and subscriptions by ARN, on disk. */
export class Topics {
  readonly #topics: Table<TopicRecord>;
  readonly #subscriptions: Table<SubscriptionRecord>;

  constructor(cloud: Cloud) {
    this.#topics = cloud.database.table('sns.topics');
    this.#subscriptions = cloud.database.table('sns.subscriptions');
  }

  find(arn: string | undefined): TopicRecord | undefined {
    return this.#topics.get(arn ?? '');
  }

  /** Throws `NotFound`. */
  topic(arn: string | undefined): TopicRecord {
    const topic = this.find(arn);
    if (!topic) throw new AwsError('NotFound', 'Topic does not exist', { status: 404 });
    return topic;
  }

  save(topic: TopicRecord): void {
    this.#topics.put(topic.arn, topic);
  }

  list(): TopicRecord[] {
    return this.#topics.list().map(({ value }) => value);
  }

  /** With all its subscriptions. */
  remove(arn: string): void {
    for (const subscription of this.subscriptions(arn)) this.#subscriptions.delete(subscription.arn);
    this.#topics.delete(arn);
  }

  subscriptions(topicArn?: string): SubscriptionRecord[] {
    return this.#subscriptions.list(topicArn === undefined ? {} : { prefix: `${topicArn}:` }).map(({ value }) => value);
  }

  /** Throws `NotFound`. */
  subscription(arn: string | undefined): SubscriptionRecord {
    const subscription = this.#subscriptions.get(arn ?? '');
    if (!subscription) throw new AwsError('NotFound', 'Subscription does not exist', { status: 404 });
    return subscription;
  }

  saveSubscription(subscription: SubscriptionRecord): void {
    this.#subscriptions.put(subscription.arn, subscription);
  }

  removeSubscription(arn: string): void {
    this.#subscriptions.delete(arn);
  }
}
