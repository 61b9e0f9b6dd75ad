import type { GetDashboardInput, GetDashboardOutput } from '@aws-sdk/client-cloudwatch';
import { operation } from '../../service.ts';
import type { Alarms } from './alarms.ts';
import type { Dashboards } from './dashboards.ts';
import { dashboardArn } from './dashboards.ts';
import type { MetricStore } from './metricStore.ts';

export const getDashboard = (_store: MetricStore, _alarms: Alarms, dashboards: Dashboards) =>
  operation<GetDashboardInput, GetDashboardOutput>({
    name: 'GetDashboard',
    accepts: ['DashboardName'],
    required: ['DashboardName'],
    access: ({ DashboardName = '' }, { cloud }) => [
      { action: 'cloudwatch:GetDashboard', resource: dashboardArn(cloud, DashboardName) },
    ],
    run({ DashboardName = '' }, { cloud }) {
      const { name, body } = dashboards.dashboard(DashboardName);
      return { DashboardName: name, DashboardBody: body, DashboardArn: dashboardArn(cloud, name) };
    },
  });
