import type { ListDashboardsInput, ListDashboardsOutput } from '@aws-sdk/client-cloudwatch';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import type { Alarms } from './alarms.ts';
import type { Dashboards } from './dashboards.ts';
import { dashboardArn } from './dashboards.ts';
import type { MetricStore } from './metricStore.ts';

export const listDashboards = (_store: MetricStore, _alarms: Alarms, dashboards: Dashboards) =>
  operation<ListDashboardsInput, ListDashboardsOutput>({
    name: 'ListDashboards',
    accepts: ['DashboardNamePrefix', 'NextToken'],
    run({ DashboardNamePrefix, NextToken }, { cloud }) {
      const { items, nextToken } = page(dashboards.list(DashboardNamePrefix), ({ name }) => name, {
        token: NextToken,
        defaultLimit: 1000,
        tokenError: 'InvalidParameterValueException',
      });
      const DashboardEntries = items.map(({ name, body, modifiedAt }) => ({
        DashboardName: name,
        DashboardArn: dashboardArn(cloud, name),
        LastModified: new Date(modifiedAt),
        Size: Buffer.byteLength(body),
      }));
      return { DashboardEntries, NextToken: nextToken };
    },
  });
