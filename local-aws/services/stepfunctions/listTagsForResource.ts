import type { ListTagsForResourceInput, ListTagsForResourceOutput } from '@aws-sdk/client-sfn';
import { operation } from '../../service.ts';
import type { Engine } from './engine.ts';
import { taggedMachine } from './tagResource.ts';
import { tagList } from './tags.ts';

export const listTagsForResource = (engine: Engine) =>
  operation<ListTagsForResourceInput, ListTagsForResourceOutput>({
    name: 'ListTagsForResource',
    accepts: ['resourceArn'],
    required: ['resourceArn'],
    access: ({ resourceArn = '' }) => [{ action: 'states:ListTagsForResource', resource: resourceArn }],
    run: ({ resourceArn = '' }) => ({ tags: tagList(taggedMachine(engine, resourceArn).tags) }),
  });
