import type { UntagResourceRequest, UntagResourceResponse } from '@aws-sdk/client-sns';
import { operation } from '../../service.ts';
import { withoutTags } from '../../tags.ts';
import type { Sns } from './sns.ts';
import { tagged } from './tagged.ts';
import { topicAccess } from './topicAccess.ts';

export const untagResource = (sns: Sns) =>
  operation<UntagResourceRequest, UntagResourceResponse>({
    name: 'UntagResource',
    accepts: ['ResourceArn', 'TagKeys'],
    required: ['ResourceArn', 'TagKeys'],
    access: ({ ResourceArn }) => topicAccess('UntagResource', ResourceArn),
    run({ ResourceArn, TagKeys = [] }) {
      const topic = tagged(sns.topics, ResourceArn);
      sns.topics.save({ ...topic, tags: withoutTags(topic.tags, TagKeys) });
      return {};
    },
  });
