import type { ConfirmSubscriptionInput, ConfirmSubscriptionResponse } from '@aws-sdk/client-sns';
import { operation } from '../../service.ts';
import { invalidParameter } from './invalid.ts';
import type { Sns } from './sns.ts';
import { topicAccess } from './topicAccess.ts';

export const confirmSubscription = (sns: Sns) =>
  operation<ConfirmSubscriptionInput, ConfirmSubscriptionResponse>({
    name: 'ConfirmSubscription',
    accepts: ['TopicArn', 'Token'],
    inert: ['AuthenticateOnUnsubscribe'],
    required: ['TopicArn', 'Token'],
    access: ({ TopicArn }) => topicAccess('ConfirmSubscription', TopicArn),
    run({ TopicArn, Token }) {
      const topic = sns.topics.topic(TopicArn);
      const found = sns.topics.subscriptions(topic.arn).find(({ token }) => token === Token);
      if (!found) throw invalidParameter('Token');
      const { token: _token, ...confirmed } = found;
      sns.topics.saveSubscription(confirmed);
      return { SubscriptionArn: found.arn };
    },
  });
