import type { ListVersionsByFunctionRequest, ListVersionsByFunctionResponse } from '@aws-sdk/client-lambda';
import { operation } from '../../service.ts';
import { configuration } from './configuration.ts';
import { functionAccess, type LambdaContext } from './context.ts';
import { page } from './page.ts';

export const listVersionsByFunction = (context: LambdaContext) =>
  operation<ListVersionsByFunctionRequest, ListVersionsByFunctionResponse>({
    name: 'ListVersionsByFunction',
    accepts: ['FunctionName', 'Marker', 'MaxItems'],
    required: ['FunctionName'],
    access: (input) => functionAccess(context, 'ListVersionsByFunction', input.FunctionName ?? ''),
    run: (input) => {
      const latest = context.store.latest(context.store.parse(input.FunctionName ?? '').name);
      const versions = context.store.versions
        .list({ prefix: `${latest.name}:` })
        .map(({ value }) => ({ key: value.version.padStart(9, '0'), value }));
      versions.sort((a, b) => (a.key < b.key ? -1 : 1));
      const { items, next } = page([{ key: '$LATEST', value: latest }, ...versions], input);
      return { Versions: items.map((record) => configuration(context, record)), ...next };
    },
  });
