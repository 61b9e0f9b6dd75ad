import type { GetTopicAttributesInput, GetTopicAttributesResponse } from '@aws-sdk/client-sns';
import { operation } from '../../service.ts';
import type { Sns } from './sns.ts';
import { topicAccess } from './topicAccess.ts';

export const getTopicAttributes = (sns: Sns) =>
  operation<GetTopicAttributesInput, GetTopicAttributesResponse>({
    name: 'GetTopicAttributes',
    accepts: ['TopicArn'],
    required: ['TopicArn'],
    access: ({ TopicArn }) => topicAccess('GetTopicAttributes', TopicArn),
    run({ TopicArn }, { cloud }) {
      const topic = sns.topics.topic(TopicArn);
      const subscriptions = sns.topics.subscriptions(topic.arn);
      const pending = subscriptions.filter(({ token }) => token !== undefined).length;
      return {
        Attributes: {
          DisplayName: '',
          Policy: ownersPolicy(topic.arn, cloud.account),
          ...topic.attributes,
          TopicArn: topic.arn,
          Owner: cloud.account,
          SubscriptionsConfirmed: String(subscriptions.length - pending),
          SubscriptionsPending: String(pending),
          SubscriptionsDeleted: '0',
        },
      };
    },
  });

/** The policy of a topic that was given none: its owner may do everything. */
const ownersPolicy = (Resource: string, account: string) =>
  JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: [
          'SNS:GetTopicAttributes',
          'SNS:SetTopicAttributes',
          'SNS:AddPermission',
          'SNS:RemovePermission',
          'SNS:DeleteTopic',
          'SNS:Subscribe',
          'SNS:ListSubscriptionsByTopic',
          'SNS:Publish',
        ],
        Resource,
        Condition: { StringEquals: { 'AWS:SourceOwner': account } },
      },
    ],
  });
