import type { BatchCreatePartitionRequest, BatchCreatePartitionResponse, PartitionError } from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { catalogAccess } from './catalog/access.ts';
import { addPartition } from './catalog/addPartition.ts';
import { errorDetail } from './catalog/errorDetail.ts';
import { catalogOf } from './catalog/store.ts';

export const batchCreatePartition = operation<BatchCreatePartitionRequest, BatchCreatePartitionResponse>({
  name: 'BatchCreatePartition',
  accepts: ['DatabaseName', 'TableName', 'PartitionInputList'],
  inert: ['CatalogId'],
  required: ['DatabaseName', 'TableName', 'PartitionInputList'],
  access: ({ DatabaseName, TableName }, call) => catalogAccess(call, 'BatchCreatePartition', DatabaseName, TableName),
  run: ({ DatabaseName = '', TableName = '', PartitionInputList = [] }, { cloud }) => {
    catalogOf(cloud).table(DatabaseName, TableName);
    const Errors: PartitionError[] = [];
    for (const input of PartitionInputList)
      try {
        addPartition(cloud, DatabaseName, TableName, input);
      } catch (error) {
        Errors.push({ PartitionValues: input.Values ?? [], ErrorDetail: errorDetail(error) });
      }
    return { Errors };
  },
});
