import type { ListSubscriptionsByTopicInput, ListSubscriptionsByTopicResponse } from '@aws-sdk/client-sns';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import type { Sns } from './sns.ts';
import { subscriptionAnswer } from './subscriptionAnswer.ts';
import { topicAccess } from './topicAccess.ts';

export const listSubscriptionsByTopic = (sns: Sns) =>
  operation<ListSubscriptionsByTopicInput, ListSubscriptionsByTopicResponse>({
    name: 'ListSubscriptionsByTopic',
    accepts: ['TopicArn', 'NextToken'],
    required: ['TopicArn'],
    access: ({ TopicArn }) => topicAccess('ListSubscriptionsByTopic', TopicArn),
    run({ TopicArn, NextToken }, { cloud }) {
      const subscriptions = sns.topics.subscriptions(sns.topics.topic(TopicArn).arn);
      const { items, nextToken } = page(subscriptions, ({ arn }) => arn, {
        token: NextToken,
        defaultLimit: 100,
        tokenError: 'InvalidParameter',
      });
      return { Subscriptions: items.map((each) => subscriptionAnswer(each, cloud)), NextToken: nextToken };
    },
  });
