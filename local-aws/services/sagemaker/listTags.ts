import type { ListTagsInput, ListTagsOutput } from '@aws-sdk/client-sagemaker';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import { tagList } from '../../tags.ts';
import { sageMaker } from './context.ts';
import { taggedArn } from './taggedArn.ts';

export const listTags = operation<ListTagsInput, ListTagsOutput>({
  name: 'ListTags',
  accepts: ['ResourceArn', 'NextToken', 'MaxResults'],
  required: ['ResourceArn'],
  access: ({ ResourceArn = '*' }) => [{ action: 'sagemaker:ListTags', resource: ResourceArn }],
  run: ({ ResourceArn, NextToken, MaxResults }, call) => {
    const { tables } = sageMaker(call);
    const tags = tagList(tables.tags.get(taggedArn(tables, ResourceArn)) ?? {}).sort((a, b) =>
      a.Key < b.Key ? -1 : 1,
    );
    const { items, nextToken } = page(tags, ({ Key }) => Key, {
      token: NextToken,
      limit: MaxResults,
      defaultLimit: 50,
      tokenError: 'ValidationException',
    });
    return { Tags: items, ...(nextToken && { NextToken: nextToken }) };
  },
});
