import type { SetTopicAttributesInput } from '@aws-sdk/client-sns';
import { operation } from '../../service.ts';
import type { Sns } from './sns.ts';
import { topicAccess } from './topicAccess.ts';
import { checkTopicAttributes } from './topicAttributes.ts';

export const setTopicAttributes = (sns: Sns) =>
  operation<SetTopicAttributesInput, void>({
    name: 'SetTopicAttributes',
    accepts: ['TopicArn', 'AttributeName', 'AttributeValue'],
    required: ['TopicArn', 'AttributeName'],
    access: ({ TopicArn }) => topicAccess('SetTopicAttributes', TopicArn),
    run({ TopicArn, AttributeName = '', AttributeValue = '' }) {
      const topic = sns.topics.topic(TopicArn);
      const unset = AttributeValue === '' && AttributeName !== 'DisplayName';
      checkTopicAttributes(unset ? { [AttributeName]: undefined } : { [AttributeName]: AttributeValue });
      const entries = Object.entries({ ...topic.attributes, [AttributeName]: AttributeValue });
      sns.topics.save({ ...topic, attributes: Object.fromEntries(entries.filter(([, value]) => value !== '')) });
    },
  });
