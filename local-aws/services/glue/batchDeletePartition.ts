import type { BatchDeletePartitionRequest, BatchDeletePartitionResponse, PartitionError } from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { catalogAccess } from './catalog/access.ts';
import { errorDetail } from './catalog/errorDetail.ts';
import { catalogOf } from './catalog/store.ts';

export const batchDeletePartition = operation<BatchDeletePartitionRequest, BatchDeletePartitionResponse>({
  name: 'BatchDeletePartition',
  accepts: ['DatabaseName', 'TableName', 'PartitionsToDelete'],
  inert: ['CatalogId'],
  required: ['DatabaseName', 'TableName', 'PartitionsToDelete'],
  access: ({ DatabaseName, TableName }, call) => catalogAccess(call, 'BatchDeletePartition', DatabaseName, TableName),
  run: ({ DatabaseName = '', TableName = '', PartitionsToDelete = [] }, { cloud }) => {
    const catalog = catalogOf(cloud);
    const table = catalog.table(DatabaseName, TableName);
    const Errors: PartitionError[] = [];
    for (const { Values = [] } of PartitionsToDelete)
      try {
        catalog.deletePartition(catalog.partition(table, Values));
      } catch (error) {
        Errors.push({ PartitionValues: Values, ErrorDetail: errorDetail(error) });
      }
    return { Errors };
  },
});
