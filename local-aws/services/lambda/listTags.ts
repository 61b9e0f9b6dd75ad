import type { ListTagsRequest, ListTagsResponse } from '@aws-sdk/client-lambda';
import { operation } from '../../service.ts';
import type { LambdaContext } from './context.ts';

export const listTags = (context: LambdaContext) =>
  operation<ListTagsRequest, ListTagsResponse>({
    name: 'ListTags',
    accepts: ['Resource'],
    required: ['Resource'],
    access: (input) => [{ action: 'lambda:ListTags', resource: input.Resource ?? '*' }],
    run: (input) => ({ Tags: context.store.latest(context.store.parse(input.Resource ?? '').name).tags }),
  });
