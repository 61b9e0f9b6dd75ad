import type { BatchDeleteTableRequest, BatchDeleteTableResponse, TableError } from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { catalogAccess } from './catalog/access.ts';
import { errorDetail } from './catalog/errorDetail.ts';
import { catalogOf } from './catalog/store.ts';

export const batchDeleteTable = operation<BatchDeleteTableRequest, BatchDeleteTableResponse>({
  name: 'BatchDeleteTable',
  accepts: ['DatabaseName', 'TablesToDelete'],
  inert: ['CatalogId'],
  required: ['DatabaseName', 'TablesToDelete'],
  access: ({ DatabaseName, TablesToDelete = [] }, call) =>
    TablesToDelete.flatMap((table) => catalogAccess(call, 'BatchDeleteTable', DatabaseName, table)),
  run: ({ DatabaseName = '', TablesToDelete = [] }, { cloud }) => {
    const catalog = catalogOf(cloud);
    catalog.database(DatabaseName);
    const Errors: TableError[] = [];
    for (const TableName of TablesToDelete)
      try {
        const table = catalog.table(DatabaseName, TableName);
        cloud.database.transaction(() => catalog.deleteTable(table));
      } catch (error) {
        Errors.push({ TableName, ErrorDetail: errorDetail(error) });
      }
    return { Errors };
  },
});
