import type { AddTagsInput, AddTagsOutput } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { tagList, tagsOf } from '../../tags.ts';
import { sageMaker } from './context.ts';
import { taggedArn } from './taggedArn.ts';

export const addTags = operation<AddTagsInput, AddTagsOutput>({
  name: 'AddTags',
  accepts: ['ResourceArn', 'Tags'],
  required: ['ResourceArn', 'Tags'],
  access: ({ ResourceArn = '*' }) => [{ action: 'sagemaker:AddTags', resource: ResourceArn }],
  run: ({ ResourceArn, Tags }, call) => {
    const { tables } = sageMaker(call);
    const arn = taggedArn(tables, ResourceArn);
    const tags = { ...tables.tags.get(arn), ...tagsOf(Tags) };
    tables.tags.put(arn, tags);
    return { Tags: tagList(tags) };
  },
});
