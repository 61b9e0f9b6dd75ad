import type { CreateTopicInput, CreateTopicResponse } from '@aws-sdk/client-sns';
import { operation } from '../../service.ts';
import { tagsOf } from '../../tags.ts';
import { invalidParameter } from './invalid.ts';
import type { Sns } from './sns.ts';
import { topicAccess } from './topicAccess.ts';
import { checkTopicAttributes } from './topicAttributes.ts';

export const createTopic = (sns: Sns) =>
  operation<CreateTopicInput, CreateTopicResponse>({
    name: 'CreateTopic',
    accepts: ['Name', 'Attributes', 'Tags'],
    required: ['Name'],
    access: ({ Name = '' }, { cloud }) => topicAccess('CreateTopic', cloud.arn('sns', Name)),
    run({ Name = '', Attributes = {}, Tags: list }, { cloud }) {
      if (Name.endsWith('.fifo') || Attributes.FifoTopic === 'true')
        throw invalidParameter('Topic Name Reason: FIFO topics are not supported by local-aws');
      if (!/^[A-Za-z0-9_-]{1,256}$/.test(Name)) throw invalidParameter('Topic Name');
      checkTopicAttributes(Attributes);
      const arn = cloud.arn('sns', Name);
      const known = sns.topics.find(arn);
      if (known) {
        const differs = Object.entries(Attributes).some(([name, value]) => known.attributes[name] !== value);
        if (differs) throw invalidParameter('Attributes Reason: Topic already exists with different attributes');
        return { TopicArn: arn };
      }
      sns.topics.save({ name: Name, arn, attributes: { ...Attributes }, tags: tagsOf(list) });
      return { TopicArn: arn };
    },
  });
