import type { ListTopicsInput, ListTopicsResponse } from '@aws-sdk/client-sns';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import type { Sns } from './sns.ts';

export const listTopics = (sns: Sns) =>
  operation<ListTopicsInput, ListTopicsResponse>({
    name: 'ListTopics',
    accepts: ['NextToken'],
    run({ NextToken }) {
      const { items, nextToken } = page(sns.topics.list(), ({ arn }) => arn, {
        token: NextToken,
        defaultLimit: 100,
        tokenError: 'InvalidParameter',
      });
      return { Topics: items.map(({ arn }) => ({ TopicArn: arn })), NextToken: nextToken };
    },
  });
