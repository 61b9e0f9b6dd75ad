import type { CreateTableRequest, CreateTableResponse } from '@aws-sdk/client-glue';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { catalogAccess } from './catalog/access.ts';
import { stored } from './catalog/answers.ts';
import { checkTableInput } from './catalog/checks.ts';
import { catalogOf } from './catalog/store.ts';

export const createTable = operation<CreateTableRequest, CreateTableResponse>({
  name: 'CreateTable',
  accepts: ['DatabaseName', 'TableInput'],
  inert: ['CatalogId', 'PartitionIndexes'],
  required: ['DatabaseName', 'TableInput'],
  access: ({ DatabaseName, TableInput }, call) => catalogAccess(call, 'CreateTable', DatabaseName, TableInput?.Name),
  run: ({ DatabaseName = '', TableInput }, { cloud, caller }) => {
    const input = checkTableInput(TableInput);
    const name = (input.Name ?? '').toLowerCase();
    const catalog = catalogOf(cloud);
    catalog.database(DatabaseName);
    if (catalog.findTable(DatabaseName, name)) throw new AwsError('AlreadyExistsException', 'Table already exists.');
    const now = cloud.clock.now();
    catalog.putTable({
      database: DatabaseName.toLowerCase(),
      name,
      createdAt: now,
      createdBy: caller.arn,
      versions: [{ version: 0, input: stored(input), updatedAt: now }],
    });
    return {};
  },
});
