import type { TagResourceRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../service.ts';
import type { LambdaContext } from './context.ts';

export const tagResource = (context: LambdaContext) =>
  operation<TagResourceRequest, object>({
    name: 'TagResource',
    accepts: ['Resource', 'Tags'],
    required: ['Resource', 'Tags'],
    access: (input) => [{ action: 'lambda:TagResource', resource: input.Resource ?? '*' }],
    run: (input) => {
      const latest = context.store.latest(context.store.parse(input.Resource ?? '').name);
      context.store.functions.put(latest.name, { ...latest, tags: { ...latest.tags, ...input.Tags } });
      return {};
    },
  });
