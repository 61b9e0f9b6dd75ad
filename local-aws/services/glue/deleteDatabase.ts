import type { DeleteDatabaseRequest, DeleteDatabaseResponse } from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { catalogAccess } from './catalog/access.ts';
import { catalogOf } from './catalog/store.ts';
import { tagStore } from './tagStore.ts';

/** Its tables and their partitions go with it; data on S3 stays. */
export const deleteDatabase = operation<DeleteDatabaseRequest, DeleteDatabaseResponse>({
  name: 'DeleteDatabase',
  accepts: ['Name'],
  inert: ['CatalogId'],
  required: ['Name'],
  access: ({ Name }, call) => catalogAccess(call, 'DeleteDatabase', Name),
  run: ({ Name = '' }, { cloud }) => {
    const catalog = catalogOf(cloud);
    catalog.database(Name);
    cloud.database.transaction(() => catalog.deleteDatabase(Name));
    tagStore(cloud).delete(cloud.arn('glue', `database/${Name.toLowerCase()}`));
    return {};
  },
});
