import type { GetPartitionRequest, GetPartitionResponse } from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { catalogAccess } from './catalog/access.ts';
import { partitionAnswer } from './catalog/answers.ts';
import { catalogOf } from './catalog/store.ts';

export const getPartition = operation<GetPartitionRequest, GetPartitionResponse>({
  name: 'GetPartition',
  accepts: ['DatabaseName', 'TableName', 'PartitionValues'],
  inert: ['CatalogId'],
  required: ['DatabaseName', 'TableName', 'PartitionValues'],
  access: ({ DatabaseName, TableName }, call) => catalogAccess(call, 'GetPartition', DatabaseName, TableName),
  run: ({ DatabaseName = '', TableName = '', PartitionValues = [] }, { cloud }) => {
    const catalog = catalogOf(cloud);
    const partition = catalog.partition(catalog.table(DatabaseName, TableName), PartitionValues);
    return { Partition: partitionAnswer(cloud, partition) };
  },
});
