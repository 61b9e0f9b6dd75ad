import type { DescribeLogGroupsRequest, DescribeLogGroupsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import { groupName, logAccess } from './access.ts';
import { groupAnswer } from './groupAnswer.ts';
import { invalid } from './invalid.ts';
import type { LogStore } from './logStore.ts';

export const describeLogGroups = (store: LogStore) =>
  operation<DescribeLogGroupsRequest, DescribeLogGroupsResponse>({
    name: 'DescribeLogGroups',
    accepts: [
      'logGroupNamePrefix',
      'logGroupNamePattern',
      'nextToken',
      'limit',
      'logGroupClass',
      'logGroupIdentifiers',
    ],
    access: (_input, call) => logAccess('DescribeLogGroups', undefined, call),
    run({ logGroupNamePrefix, logGroupNamePattern, nextToken, limit, logGroupClass, logGroupIdentifiers }, { cloud }) {
      if (logGroupNamePrefix !== undefined && logGroupNamePattern !== undefined)
        throw invalid('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
      const names = logGroupIdentifiers?.map(groupName);
      const pattern = logGroupNamePattern?.toLowerCase();
      const groups = store
        .groups(logGroupNamePrefix)
        .filter(
          (group) =>
            (pattern === undefined || group.name.toLowerCase().includes(pattern)) &&
            (logGroupClass === undefined || group.logGroupClass === logGroupClass) &&
            (names === undefined || names.includes(group.name)),
        );
      const { items, nextToken: next } = page(groups, ({ name }) => name, {
        token: nextToken,
        limit,
        defaultLimit: 50,
        tokenError: 'InvalidParameterException',
      });
      return { logGroups: items.map((group) => groupAnswer(group, store, cloud)), nextToken: next };
    },
  });
