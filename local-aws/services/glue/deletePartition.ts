import type { DeletePartitionRequest, DeletePartitionResponse } from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { catalogAccess } from './catalog/access.ts';
import { catalogOf } from './catalog/store.ts';

export const deletePartition = operation<DeletePartitionRequest, DeletePartitionResponse>({
  name: 'DeletePartition',
  accepts: ['DatabaseName', 'TableName', 'PartitionValues'],
  inert: ['CatalogId'],
  required: ['DatabaseName', 'TableName', 'PartitionValues'],
  access: ({ DatabaseName, TableName }, call) => catalogAccess(call, 'DeletePartition', DatabaseName, TableName),
  run: ({ DatabaseName = '', TableName = '', PartitionValues = [] }, { cloud }) => {
    const catalog = catalogOf(cloud);
    catalog.deletePartition(catalog.partition(catalog.table(DatabaseName, TableName), PartitionValues));
    return {};
  },
});
