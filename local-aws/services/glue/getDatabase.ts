import type { GetDatabaseRequest, GetDatabaseResponse } from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { catalogAccess } from './catalog/access.ts';
import { databaseAnswer } from './catalog/answers.ts';
import { catalogOf } from './catalog/store.ts';

export const getDatabase = operation<GetDatabaseRequest, GetDatabaseResponse>({
  name: 'GetDatabase',
  accepts: ['Name'],
  inert: ['CatalogId'],
  required: ['Name'],
  access: ({ Name }, call) => catalogAccess(call, 'GetDatabase', Name),
  run: ({ Name = '' }, { cloud }) => ({ Database: databaseAnswer(cloud, catalogOf(cloud).database(Name)) }),
});
