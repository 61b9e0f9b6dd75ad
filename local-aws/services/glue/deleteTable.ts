import type { DeleteTableRequest, DeleteTableResponse } from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { catalogAccess } from './catalog/access.ts';
import { catalogOf } from './catalog/store.ts';

/** Its partitions go with it; data on S3 stays. */
export const deleteTable = operation<DeleteTableRequest, DeleteTableResponse>({
  name: 'DeleteTable',
  accepts: ['DatabaseName', 'Name'],
  inert: ['CatalogId'],
  required: ['DatabaseName', 'Name'],
  access: ({ DatabaseName, Name }, call) => catalogAccess(call, 'DeleteTable', DatabaseName, Name),
  run: ({ DatabaseName = '', Name = '' }, { cloud }) => {
    const catalog = catalogOf(cloud);
    const table = catalog.table(DatabaseName, Name);
    cloud.database.transaction(() => catalog.deleteTable(table));
    return {};
  },
});
