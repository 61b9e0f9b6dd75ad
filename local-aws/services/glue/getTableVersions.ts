import type { GetTableVersionsRequest, GetTableVersionsResponse } from '@aws-sdk/client-glue';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import { catalogAccess } from './catalog/access.ts';
import { tableAnswer } from './catalog/answers.ts';
import { catalogOf } from './catalog/store.ts';

/** Newest first, as Glue answers them. */
export const getTableVersions = operation<GetTableVersionsRequest, GetTableVersionsResponse>({
  name: 'GetTableVersions',
  accepts: ['DatabaseName', 'TableName', 'NextToken', 'MaxResults'],
  inert: ['CatalogId'],
  required: ['DatabaseName', 'TableName'],
  access: ({ DatabaseName, TableName }, call) => catalogAccess(call, 'GetTableVersions', DatabaseName, TableName),
  run: ({ DatabaseName = '', TableName = '', NextToken, MaxResults }, { cloud }) => {
    const table = catalogOf(cloud).table(DatabaseName, TableName);
    const order = ({ version }: { version: number }) => String(1e9 - version).padStart(10, '0');
    const { items, nextToken } = page([...table.versions].reverse(), order, {
      token: NextToken,
      limit: MaxResults,
      defaultLimit: 100,
      tokenError: 'InvalidInputException',
    });
    return {
      TableVersions: items.map((version) => ({
        Table: tableAnswer(cloud, table, version),
        VersionId: String(version.version),
      })),
      ...(nextToken !== undefined && { NextToken: nextToken }),
    };
  },
});
