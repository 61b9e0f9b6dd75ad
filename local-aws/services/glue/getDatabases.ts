import type { GetDatabasesRequest, GetDatabasesResponse } from '@aws-sdk/client-glue';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import { catalogAccess } from './catalog/access.ts';
import { databaseAnswer } from './catalog/answers.ts';
import { catalogOf } from './catalog/store.ts';

export const getDatabases = operation<GetDatabasesRequest, GetDatabasesResponse>({
  name: 'GetDatabases',
  accepts: ['NextToken', 'MaxResults'],
  inert: ['CatalogId', 'ResourceShareType'],
  access: (_input, call) => catalogAccess(call, 'GetDatabases'),
  run: ({ NextToken, MaxResults }, { cloud }) => {
    const { items, nextToken } = page(catalogOf(cloud).databases(), ({ input }) => input.Name ?? '', {
      token: NextToken,
      limit: MaxResults,
      defaultLimit: 100,
      tokenError: 'InvalidInputException',
    });
    return {
      DatabaseList: items.map((database) => databaseAnswer(cloud, database)),
      ...(nextToken !== undefined && { NextToken: nextToken }),
    };
  },
});
