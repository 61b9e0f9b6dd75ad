import type { GetTablesRequest, GetTablesResponse } from '@aws-sdk/client-glue';
import { AwsError } from '../../errors.ts';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import { catalogAccess } from './catalog/access.ts';
import { tableAnswer } from './catalog/answers.ts';
import { catalogOf, currentVersion } from './catalog/store.ts';

export const getTables = operation<GetTablesRequest, GetTablesResponse>({
  name: 'GetTables',
  accepts: ['DatabaseName', 'Expression', 'NextToken', 'MaxResults'],
  inert: ['CatalogId'],
  required: ['DatabaseName'],
  access: ({ DatabaseName }, call) => catalogAccess(call, 'GetTables', DatabaseName),
  run: ({ DatabaseName = '', Expression, NextToken, MaxResults }, { cloud }) => {
    const catalog = catalogOf(cloud);
    catalog.database(DatabaseName);
    const matches = namePattern(Expression);
    const tables = catalog.tables(DatabaseName).filter(({ name }) => matches.test(name));
    const { items, nextToken } = page(tables, ({ name }) => name, {
      token: NextToken,
      limit: MaxResults,
      defaultLimit: 100,
      tokenError: 'InvalidInputException',
    });
    return {
      TableList: items.map((table) => tableAnswer(cloud, table, currentVersion(table))),
      ...(nextToken !== undefined && { NextToken: nextToken }),
    };
  },
});

/** A regular expression in which a lone `*` stands for any characters, as Hive's `SHOW TABLES` has it. */
const namePattern = (expression: string | undefined): RegExp => {
  try {
    return new RegExp(`^(?:${(expression ?? '.*').replace(/\.?\*/g, '.*')})$`, 'i');
  } catch (cause) {
    throw new AwsError('InvalidInputException', `Expression ${expression} is not a pattern`, { cause });
  }
};
