import type { Cloud } from '../../cloud.ts';
import type { Service } from '../../service.ts';
import { confirmSubscription } from './confirmSubscription.ts';
import { createTopic } from './createTopic.ts';
import { deleteTopic } from './deleteTopic.ts';
import { getSubscriptionAttributes } from './getSubscriptionAttributes.ts';
import { getTopicAttributes } from './getTopicAttributes.ts';
import { listSubscriptions } from './listSubscriptions.ts';
import { listSubscriptionsByTopic } from './listSubscriptionsByTopic.ts';
import { listTagsForResource } from './listTagsForResource.ts';
import { listTopics } from './listTopics.ts';
import { publish } from './publish.ts';
import { publishBatch } from './publishBatch.ts';
import { setSubscriptionAttributes } from './setSubscriptionAttributes.ts';
import { setTopicAttributes } from './setTopicAttributes.ts';
import { Sns } from './sns.ts';
import { subscribe } from './subscribe.ts';
import { tagResource } from './tagResource.ts';
import { unsubscribe } from './unsubscribe.ts';
import { untagResource } from './untagResource.ts';

/** Amazon SNS: topics, subscriptions with filters, deliveries with retries and dead letters. E-mails are files below `deliveries/`. */
export function createSns(cloud: Cloud): Service {
  const sns = new Sns(cloud);
  return {
    name: 'sns',
    protocols: ['awsQuery'],
    validationError: 'InvalidParameter',
    operations: {
      ConfirmSubscription: confirmSubscription(sns),
      CreateTopic: createTopic(sns),
      DeleteTopic: deleteTopic(sns),
      GetSubscriptionAttributes: getSubscriptionAttributes(sns),
      GetTopicAttributes: getTopicAttributes(sns),
      ListSubscriptions: listSubscriptions(sns),
      ListSubscriptionsByTopic: listSubscriptionsByTopic(sns),
      ListTagsForResource: listTagsForResource(sns),
      ListTopics: listTopics(sns),
      Publish: publish(sns),
      PublishBatch: publishBatch(sns),
      SetSubscriptionAttributes: setSubscriptionAttributes(sns),
      SetTopicAttributes: setTopicAttributes(sns),
      Subscribe: subscribe(sns),
      TagResource: tagResource(sns),
      Unsubscribe: unsubscribe(sns),
      UntagResource: untagResource(sns),
    },
    resourcePolicy: (arn) => sns.topics.find(arn)?.attributes.Policy,
    started: () => sns.start(),
    close: () => sns.close(),
  };
}
