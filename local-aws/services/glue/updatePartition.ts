import type { UpdatePartitionRequest, UpdatePartitionResponse } from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { catalogAccess } from './catalog/access.ts';
import { replacePartition } from './catalog/replacePartition.ts';

export const updatePartition = operation<UpdatePartitionRequest, UpdatePartitionResponse>({
  name: 'UpdatePartition',
  accepts: ['DatabaseName', 'TableName', 'PartitionValueList', 'PartitionInput'],
  inert: ['CatalogId'],
  required: ['DatabaseName', 'TableName', 'PartitionValueList', 'PartitionInput'],
  access: ({ DatabaseName, TableName }, call) => catalogAccess(call, 'UpdatePartition', DatabaseName, TableName),
  run: ({ DatabaseName = '', TableName = '', PartitionValueList = [], PartitionInput }, { cloud }) => {
    replacePartition(cloud, DatabaseName, TableName, PartitionValueList, PartitionInput);
    return {};
  },
});
