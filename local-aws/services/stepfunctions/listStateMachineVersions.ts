import type { ListStateMachineVersionsInput, ListStateMachineVersionsOutput } from '@aws-sdk/client-sfn';
import { operation } from '../../service.ts';
import { checkArn } from './constraints.ts';
import type { Engine } from './engine.ts';
import { pageSize, readPlace, writePlace } from './places.ts';

export const listStateMachineVersions = (engine: Engine) =>
  operation<ListStateMachineVersionsInput, ListStateMachineVersionsOutput>({
    name: 'ListStateMachineVersions',
    accepts: ['stateMachineArn', 'nextToken', 'maxResults'],
    required: ['stateMachineArn'],
    access: ({ stateMachineArn = '' }) => [{ action: 'states:ListStateMachineVersions', resource: stateMachineArn }],
    run({ stateMachineArn = '', nextToken, maxResults }) {
      checkArn(stateMachineArn, 'stateMachine');
      const below = readPlace(nextToken) ?? Number.POSITIVE_INFINITY;
      const versions = engine.machines.versions
        .list({ prefix: `${stateMachineArn}:` })
        .map(({ value }) => value)
        .filter(({ number }) => number < below)
        .sort((first, second) => second.number - first.number);
      const page = versions.slice(0, pageSize(maxResults));
      const last = page.at(-1);
      return {
        stateMachineVersions: page.map(({ arn, createdAt }) => ({
          stateMachineVersionArn: arn,
          creationDate: new Date(createdAt),
        })),
        ...(last && versions.length > page.length ? { nextToken: writePlace(last.number) } : {}),
      };
    },
  });
