import type { PublishInput, PublishResponse } from '@aws-sdk/client-sns';
import { kmsAccess } from '../../kmsAccess.ts';
import { operation } from '../../service.ts';
import { invalidParameter } from './invalid.ts';
import { prepareNotification } from './prepareNotification.ts';
import type { Sns } from './sns.ts';
import { topicAccess } from './topicAccess.ts';

export const publish = (sns: Sns) =>
  operation<PublishInput, PublishResponse>({
    name: 'Publish',
    accepts: ['TopicArn', 'TargetArn', 'Message', 'Subject', 'MessageStructure', 'MessageAttributes'],
    required: ['Message'],
    access: ({ TopicArn, TargetArn }, { cloud }) => [
      ...topicAccess('Publish', TopicArn ?? TargetArn),
      ...kmsAccess(
        cloud,
        'sns',
        sns.topics.find(TopicArn ?? TargetArn)?.attributes.KmsMasterKeyId,
        'GenerateDataKey',
        'Decrypt',
      ),
    ],
    run(input, { cloud }) {
      const arn = input.TopicArn ?? input.TargetArn;
      if (arn === undefined) throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
      const notification = prepareNotification(sns.topics.topic(arn).arn, input, cloud.clock.now());
      sns.publish(notification);
      return { MessageId: notification.id };
    },
  });
