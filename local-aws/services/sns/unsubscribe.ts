import type { UnsubscribeInput } from '@aws-sdk/client-sns';
import { operation } from '../../service.ts';
import type { Sns } from './sns.ts';
import { topicAccess } from './topicAccess.ts';

export const unsubscribe = (sns: Sns) =>
  operation<UnsubscribeInput, void>({
    name: 'Unsubscribe',
    accepts: ['SubscriptionArn'],
    required: ['SubscriptionArn'],
    access: ({ SubscriptionArn = '' }) => topicAccess('Unsubscribe', SubscriptionArn.split(':').slice(0, 6).join(':')),
    run: ({ SubscriptionArn = '' }) => sns.topics.removeSubscription(SubscriptionArn),
  });
