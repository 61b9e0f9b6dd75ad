import type { UntagResourceRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../service.ts';
import type { LambdaContext } from './context.ts';

export const untagResource = (context: LambdaContext) =>
  operation<UntagResourceRequest, object>({
    name: 'UntagResource',
    accepts: ['Resource', 'TagKeys'],
    required: ['Resource', 'TagKeys'],
    access: (input) => [{ action: 'lambda:UntagResource', resource: input.Resource ?? '*' }],
    run: (input) => {
      const latest = context.store.latest(context.store.parse(input.Resource ?? '').name);
      const tags = Object.fromEntries(Object.entries(latest.tags).filter(([key]) => !input.TagKeys?.includes(key)));
      context.store.functions.put(latest.name, { ...latest, tags });
      return {};
    },
  });
