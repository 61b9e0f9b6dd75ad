import type { CreateDatabaseRequest, CreateDatabaseResponse } from '@aws-sdk/client-glue';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { onlyMembers } from '../../strict.ts';
import { catalogAccess } from './catalog/access.ts';
import { checkName } from './catalog/checks.ts';
import { catalogOf } from './catalog/store.ts';
import { tagStore } from './tagStore.ts';

export const DATABASE_MEMBERS = ['Name', 'Description', 'LocationUri', 'Parameters', 'CreateTableDefaultPermissions'];

export const createDatabase = operation<CreateDatabaseRequest, CreateDatabaseResponse>({
  name: 'CreateDatabase',
  accepts: ['DatabaseInput', 'Tags'],
  inert: ['CatalogId'],
  required: ['DatabaseInput'],
  access: ({ DatabaseInput }, call) => catalogAccess(call, 'CreateDatabase', DatabaseInput?.Name),
  run: ({ DatabaseInput: input, Tags }, { cloud }) => {
    const name = checkName(input?.Name, 'DatabaseInput.Name');
    onlyMembers(input, DATABASE_MEMBERS, 'DatabaseInput', 'InvalidInputException');
    const catalog = catalogOf(cloud);
    if (catalog.hasDatabase(name)) throw new AwsError('AlreadyExistsException', 'Database already exists.');
    catalog.putDatabase({ input: { ...input, Name: name }, createdAt: cloud.clock.now() });
    tagStore(cloud).put(cloud.arn('glue', `database/${name}`), { ...Tags });
    return {};
  },
});
