import type { GetSubscriptionAttributesInput, GetSubscriptionAttributesResponse } from '@aws-sdk/client-sns';
import { operation } from '../../service.ts';
import type { Sns } from './sns.ts';
import { topicAccess } from './topicAccess.ts';

export const getSubscriptionAttributes = (sns: Sns) =>
  operation<GetSubscriptionAttributesInput, GetSubscriptionAttributesResponse>({
    name: 'GetSubscriptionAttributes',
    accepts: ['SubscriptionArn'],
    required: ['SubscriptionArn'],
    access: ({ SubscriptionArn = '' }) =>
      topicAccess('GetSubscriptionAttributes', SubscriptionArn.split(':').slice(0, 6).join(':')),
    run({ SubscriptionArn }, { cloud }) {
      const { arn, topicArn, protocol, endpoint, attributes, token } = sns.topics.subscription(SubscriptionArn);
      return {
        Attributes: {
          RawMessageDelivery: 'false',
          ...(attributes.FilterPolicy ? { FilterPolicyScope: 'MessageAttributes' } : {}),
          ...attributes,
          SubscriptionArn: arn,
          TopicArn: topicArn,
          Protocol: protocol,
          Endpoint: endpoint,
          Owner: cloud.account,
          PendingConfirmation: String(token !== undefined),
          ConfirmationWasAuthenticated: String(token === undefined),
          SubscriptionPrincipal: `arn:aws:iam::${cloud.account}:root`,
        },
      };
    },
  });
