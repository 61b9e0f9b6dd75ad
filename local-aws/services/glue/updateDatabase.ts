import type { UpdateDatabaseRequest, UpdateDatabaseResponse } from '@aws-sdk/client-glue';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { onlyMembers } from '../../strict.ts';
import { catalogAccess } from './catalog/access.ts';
import { catalogOf } from './catalog/store.ts';
import { DATABASE_MEMBERS } from './createDatabase.ts';

export const updateDatabase = operation<UpdateDatabaseRequest, UpdateDatabaseResponse>({
  name: 'UpdateDatabase',
  accepts: ['Name', 'DatabaseInput'],
  inert: ['CatalogId'],
  required: ['Name', 'DatabaseInput'],
  access: ({ Name }, call) => catalogAccess(call, 'UpdateDatabase', Name),
  run: ({ Name = '', DatabaseInput: input }, { cloud }) => {
    onlyMembers(input, DATABASE_MEMBERS, 'DatabaseInput', 'InvalidInputException');
    const catalog = catalogOf(cloud);
    const { createdAt } = catalog.database(Name);
    if (input?.Name?.toLowerCase() !== Name.toLowerCase())
      throw new AwsError('InvalidInputException', 'A database cannot be renamed: DatabaseInput.Name must equal Name');
    catalog.putDatabase({ input: { ...input, Name: Name.toLowerCase() }, createdAt });
    return {};
  },
});
