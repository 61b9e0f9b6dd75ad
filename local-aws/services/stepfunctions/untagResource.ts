import type { UntagResourceInput, UntagResourceOutput } from '@aws-sdk/client-sfn';
import { operation } from '../../service.ts';
import { withoutTags } from '../../tags.ts';
import type { Engine } from './engine.ts';
import { taggedMachine } from './tagResource.ts';

export const untagResource = (engine: Engine) =>
  operation<UntagResourceInput, UntagResourceOutput>({
    name: 'UntagResource',
    accepts: ['resourceArn', 'tagKeys'],
    required: ['resourceArn', 'tagKeys'],
    access: ({ resourceArn = '' }) => [{ action: 'states:UntagResource', resource: resourceArn }],
    run({ resourceArn = '', tagKeys = [] }) {
      const machine = taggedMachine(engine, resourceArn);
      engine.machines.machines.put(machine.arn, { ...machine, tags: withoutTags(machine.tags, tagKeys) });
      return {};
    },
  });
