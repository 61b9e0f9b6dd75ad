import type { TagResourceRequest, TagResourceResponse } from '@aws-sdk/client-sns';
import { operation } from '../../service.ts';
import { tagsOf } from '../../tags.ts';
import type { Sns } from './sns.ts';
import { tagged } from './tagged.ts';
import { topicAccess } from './topicAccess.ts';

export const tagResource = (sns: Sns) =>
  operation<TagResourceRequest, TagResourceResponse>({
    name: 'TagResource',
    accepts: ['ResourceArn', 'Tags'],
    required: ['ResourceArn', 'Tags'],
    access: ({ ResourceArn }) => topicAccess('TagResource', ResourceArn),
    run({ ResourceArn, Tags: list }) {
      const topic = tagged(sns.topics, ResourceArn);
      sns.topics.save({ ...topic, tags: { ...topic.tags, ...tagsOf(list) } });
      return {};
    },
  });
