import type { DeleteTopicInput } from '@aws-sdk/client-sns';
import { operation } from '../../service.ts';
import type { Sns } from './sns.ts';
import { topicAccess } from './topicAccess.ts';

export const deleteTopic = (sns: Sns) =>
  operation<DeleteTopicInput, void>({
    name: 'DeleteTopic',
    accepts: ['TopicArn'],
    required: ['TopicArn'],
    access: ({ TopicArn }) => topicAccess('DeleteTopic', TopicArn),
    run: ({ TopicArn = '' }) => sns.topics.remove(TopicArn),
  });
