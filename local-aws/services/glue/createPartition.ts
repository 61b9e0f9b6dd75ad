import type { CreatePartitionRequest, CreatePartitionResponse } from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { catalogAccess } from './catalog/access.ts';
import { addPartition } from './catalog/addPartition.ts';

export const createPartition = operation<CreatePartitionRequest, CreatePartitionResponse>({
  name: 'CreatePartition',
  accepts: ['DatabaseName', 'TableName', 'PartitionInput'],
  inert: ['CatalogId'],
  required: ['DatabaseName', 'TableName', 'PartitionInput'],
  access: ({ DatabaseName, TableName }, call) => catalogAccess(call, 'CreatePartition', DatabaseName, TableName),
  run: ({ DatabaseName = '', TableName = '', PartitionInput }, { cloud }) => {
    addPartition(cloud, DatabaseName, TableName, PartitionInput);
    return {};
  },
});
