import type {
  BatchUpdatePartitionFailureEntry,
  BatchUpdatePartitionRequest,
  BatchUpdatePartitionResponse,
} from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { catalogAccess } from './catalog/access.ts';
import { errorDetail } from './catalog/errorDetail.ts';
import { replacePartition } from './catalog/replacePartition.ts';
import { catalogOf } from './catalog/store.ts';

export const batchUpdatePartition = operation<BatchUpdatePartitionRequest, BatchUpdatePartitionResponse>({
  name: 'BatchUpdatePartition',
  accepts: ['DatabaseName', 'TableName', 'Entries'],
  inert: ['CatalogId'],
  required: ['DatabaseName', 'TableName', 'Entries'],
  access: ({ DatabaseName, TableName }, call) => catalogAccess(call, 'BatchUpdatePartition', DatabaseName, TableName),
  run: ({ DatabaseName = '', TableName = '', Entries = [] }, { cloud }) => {
    catalogOf(cloud).table(DatabaseName, TableName);
    const Errors: BatchUpdatePartitionFailureEntry[] = [];
    for (const { PartitionValueList = [], PartitionInput } of Entries)
      try {
        replacePartition(cloud, DatabaseName, TableName, PartitionValueList, PartitionInput);
      } catch (error) {
        Errors.push({ PartitionValueList, ErrorDetail: errorDetail(error) });
      }
    return { Errors };
  },
});
