import type { DeleteTagsInput } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { withoutTags } from '../../tags.ts';
import { sageMaker } from './context.ts';
import { taggedArn } from './taggedArn.ts';

export const deleteTags = operation<DeleteTagsInput, object>({
  name: 'DeleteTags',
  accepts: ['ResourceArn', 'TagKeys'],
  required: ['ResourceArn', 'TagKeys'],
  access: ({ ResourceArn = '*' }) => [{ action: 'sagemaker:DeleteTags', resource: ResourceArn }],
  run: ({ ResourceArn, TagKeys = [] }, call) => {
    const { tables } = sageMaker(call);
    const arn = taggedArn(tables, ResourceArn);
    tables.tags.put(arn, withoutTags(tables.tags.get(arn) ?? {}, TagKeys));
    return {};
  },
});
