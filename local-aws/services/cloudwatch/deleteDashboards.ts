import type { DeleteDashboardsInput, DeleteDashboardsOutput } from '@aws-sdk/client-cloudwatch';
import { operation } from '../../service.ts';
import type { Alarms } from './alarms.ts';
import type { Dashboards } from './dashboards.ts';
import { dashboardArn } from './dashboards.ts';
import type { MetricStore } from './metricStore.ts';

export const deleteDashboards = (_store: MetricStore, _alarms: Alarms, dashboards: Dashboards) =>
  operation<DeleteDashboardsInput, DeleteDashboardsOutput>({
    name: 'DeleteDashboards',
    accepts: ['DashboardNames'],
    required: ['DashboardNames'],
    access: ({ DashboardNames = [] }, { cloud }) =>
      DashboardNames.map((name) => ({ action: 'cloudwatch:DeleteDashboards', resource: dashboardArn(cloud, name) })),
    run({ DashboardNames = [] }) {
      for (const name of DashboardNames) dashboards.dashboard(name);
      for (const name of DashboardNames) dashboards.remove(name);
      return {};
    },
  });
