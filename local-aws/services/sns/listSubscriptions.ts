import type { ListSubscriptionsInput, ListSubscriptionsResponse } from '@aws-sdk/client-sns';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import type { Sns } from './sns.ts';
import { subscriptionAnswer } from './subscriptionAnswer.ts';

export const listSubscriptions = (sns: Sns) =>
  operation<ListSubscriptionsInput, ListSubscriptionsResponse>({
    name: 'ListSubscriptions',
    accepts: ['NextToken'],
    run({ NextToken }, { cloud }) {
      const { items, nextToken } = page(sns.topics.subscriptions(), ({ arn }) => arn, {
        token: NextToken,
        defaultLimit: 100,
        tokenError: 'InvalidParameter',
      });
      return { Subscriptions: items.map((each) => subscriptionAnswer(each, cloud)), NextToken: nextToken };
    },
  });
