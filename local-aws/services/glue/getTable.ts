import type { GetTableRequest, GetTableResponse } from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { catalogAccess } from './catalog/access.ts';
import { tableAnswer } from './catalog/answers.ts';
import { catalogOf, currentVersion } from './catalog/store.ts';

export const getTable = operation<GetTableRequest, GetTableResponse>({
  name: 'GetTable',
  accepts: ['DatabaseName', 'Name'],
  inert: ['CatalogId'],
  required: ['DatabaseName', 'Name'],
  access: ({ DatabaseName, Name }, call) => catalogAccess(call, 'GetTable', DatabaseName, Name),
  run: ({ DatabaseName = '', Name = '' }, { cloud }) => {
    const table = catalogOf(cloud).table(DatabaseName, Name);
    return { Table: tableAnswer(cloud, table, currentVersion(table)) };
  },
});
