import type { SetSubscriptionAttributesInput } from '@aws-sdk/client-sns';
import { operation } from '../../service.ts';
import type { Sns } from './sns.ts';
import { checkSubscriptionAttributes } from './subscriptionAttributes.ts';
import { topicAccess } from './topicAccess.ts';

export const setSubscriptionAttributes = (sns: Sns) =>
  operation<SetSubscriptionAttributesInput, void>({
    name: 'SetSubscriptionAttributes',
    accepts: ['SubscriptionArn', 'AttributeName', 'AttributeValue'],
    required: ['SubscriptionArn', 'AttributeName'],
    access: ({ SubscriptionArn = '' }) =>
      topicAccess('SetSubscriptionAttributes', SubscriptionArn.split(':').slice(0, 6).join(':')),
    run({ SubscriptionArn, AttributeName = '', AttributeValue = '' }) {
      const subscription = sns.topics.subscription(SubscriptionArn);
      checkSubscriptionAttributes(subscription.protocol, { [AttributeName]: AttributeValue });
      const attributes = { ...subscription.attributes, [AttributeName]: AttributeValue };
      const entries = Object.entries(attributes).filter(([, value]) => value !== '' && value !== '{}');
      sns.topics.saveSubscription({ ...subscription, attributes: Object.fromEntries(entries) });
    },
  });
