import type { DescribeMetricFiltersRequest, DescribeMetricFiltersResponse } from '@aws-sdk/client-cloudwatch-logs';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import { logAccess } from './access.ts';
import type { LogStore } from './logStore.ts';

export const describeMetricFilters = (store: LogStore) =>
  operation<DescribeMetricFiltersRequest, DescribeMetricFiltersResponse>({
    name: 'DescribeMetricFilters',
    accepts: ['logGroupName', 'filterNamePrefix', 'nextToken', 'limit', 'metricName', 'metricNamespace'],
    access: ({ logGroupName }, call) => logAccess('DescribeMetricFilters', logGroupName, call),
    run({ logGroupName, filterNamePrefix = '', nextToken, limit, metricName, metricNamespace }) {
      const groups = logGroupName === undefined ? store.groups() : [store.group(logGroupName)];
      const filters = groups
        .flatMap(({ name, metricFilters }) => metricFilters.map((filter) => ({ ...filter, group: name })))
        .filter(({ name }) => name.startsWith(filterNamePrefix))
        .filter(({ transformations }) =>
          transformations.some(
            (to) =>
              (metricName === undefined || to.metricName === metricName) &&
              (metricNamespace === undefined || to.metricNamespace === metricNamespace),
          ),
        );
      const { items, nextToken: next } = page(filters, ({ group, name }) => `${group}:${name}`, {
        token: nextToken,
        limit,
        defaultLimit: 50,
        tokenError: 'InvalidParameterException',
      });
      const metricFilters = items.map(({ group, name, pattern, transformations, createdAt }) => ({
        filterName: name,
        filterPattern: pattern,
        metricTransformations: transformations,
        creationTime: createdAt,
        logGroupName: group,
      }));
      return { metricFilters, nextToken: next };
    },
  });
