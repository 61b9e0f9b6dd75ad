import type { TagResourceInput, TagResourceOutput } from '@aws-sdk/client-sfn';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { checkArn } from './constraints.ts';
import type { Engine } from './engine.ts';
import type { MachineRecord } from './records.ts';
import { tagsOf } from './tags.ts';

const mostTags = 50;

export const tagResource = (engine: Engine) =>
  operation<TagResourceInput, TagResourceOutput>({
    name: 'TagResource',
    accepts: ['resourceArn', 'tags'],
    required: ['resourceArn', 'tags'],
    access: ({ resourceArn = '' }) => [{ action: 'states:TagResource', resource: resourceArn }],
    run({ resourceArn = '', tags }) {
      const machine = taggedMachine(engine, resourceArn);
      const all = { ...machine.tags, ...tagsOf(tags) };
      if (Object.keys(all).length > mostTags) {
        throw new AwsError('TooManyTags', `A resource has at most ${mostTags} tags`, {
          members: { resourceName: resourceArn },
        });
      }
      engine.machines.machines.put(machine.arn, { ...machine, tags: all });
      return {};
    },
  });

/** Tags are kept on state machines. Throws `ResourceNotFound`. */
export function taggedMachine(engine: Engine, arn: string): MachineRecord {
  checkArn(arn, 'stateMachine');
  const machine = engine.machines.machines.get(arn);
  if (!machine) {
    throw new AwsError('ResourceNotFound', `Resource not found: '${arn}'`, { members: { resourceName: arn } });
  }
  return machine;
}
