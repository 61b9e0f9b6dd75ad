import type { ListExportsInput, ListExportsOutput } from '@aws-sdk/client-cloudformation';
import { listExports as exportsOf } from '../../cloudformation/exports.ts';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import type { CloudFormationContext } from './context.ts';

export const listExports = ({ store }: CloudFormationContext) =>
  operation<ListExportsInput, ListExportsOutput>({
    name: 'ListExports',
    accepts: ['NextToken'],
    run: (input) => {
      const { items, nextToken } = page(exportsOf(store), ({ name }) => name, {
        token: input.NextToken,
        defaultLimit: 100,
        tokenError: 'ValidationError',
      });
      return {
        Exports: items.map(({ name, value, stackId }) => ({ Name: name, Value: value, ExportingStackId: stackId })),
        ...(nextToken && { NextToken: nextToken }),
      };
    },
  });
