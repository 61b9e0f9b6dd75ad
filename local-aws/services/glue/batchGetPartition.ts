import type { BatchGetPartitionRequest, BatchGetPartitionResponse } from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { catalogAccess } from './catalog/access.ts';
import { partitionAnswer } from './catalog/answers.ts';
import { catalogOf } from './catalog/store.ts';

/** What does not exist is left out of the answer. */
export const batchGetPartition = operation<BatchGetPartitionRequest, BatchGetPartitionResponse>({
  name: 'BatchGetPartition',
  accepts: ['DatabaseName', 'TableName', 'PartitionsToGet'],
  inert: ['CatalogId'],
  required: ['DatabaseName', 'TableName', 'PartitionsToGet'],
  access: ({ DatabaseName, TableName }, call) => catalogAccess(call, 'BatchGetPartition', DatabaseName, TableName),
  run: ({ DatabaseName = '', TableName = '', PartitionsToGet = [] }, { cloud }) => {
    const catalog = catalogOf(cloud);
    const table = catalog.table(DatabaseName, TableName);
    const found = PartitionsToGet.flatMap(({ Values = [] }) => catalog.findPartition(table, Values) ?? []);
    return { Partitions: found.map((partition) => partitionAnswer(cloud, partition)), UnprocessedKeys: [] };
  },
});
