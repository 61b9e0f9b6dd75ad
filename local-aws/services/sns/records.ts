import type { Tags } from '../../tags.ts';

/** A topic as it is stored. Times are ms since the epoch. */
export interface TopicRecord {
  name: string;
  arn: string;
  attributes: Record<string, string>;
  tags: Tags;
}

export interface SubscriptionRecord {
  arn: string;
  topicArn: string;
  protocol: string;
  endpoint: string;
  attributes: Record<string, string>;
  /** Set until an HTTP endpoint has confirmed. */
  token?: string | undefined;
}

/** A message that was published, ready for any subscription. */
export interface Notification {
  id: string;
  topicArn: string;
  subject?: string | undefined;
  message: string;
  /** Messages by protocol, where the publisher gave such. */
  messages?: Record<string, string> | undefined;
  /** Binary values as base64. */
  attributes: Record<string, { Type: string; Value: string }>;
  /** ISO 8601 */
  timestamp: string;
}

/** A notification on its way to one subscription. */
export interface NotificationDelivery {
  subscription: SubscriptionRecord;
  notification: Notification;
}
