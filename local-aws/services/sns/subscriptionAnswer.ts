import type { Subscription } from '@aws-sdk/client-sns';
import type { Cloud } from '../../cloud.ts';
import type { SubscriptionRecord } from './records.ts';

/** A subscription as the lists answer it. */
export const subscriptionAnswer = (
  { arn, topicArn, protocol, endpoint, token }: SubscriptionRecord,
  cloud: Cloud,
): Subscription => ({
  SubscriptionArn: token === undefined ? arn : 'PendingConfirmation',
  Owner: cloud.account,
  Protocol: protocol,
  Endpoint: endpoint,
  TopicArn: topicArn,
});
