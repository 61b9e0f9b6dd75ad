import type { PutDashboardInput, PutDashboardOutput } from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import type { Alarms } from './alarms.ts';
import type { Dashboards } from './dashboards.ts';
import { dashboardArn } from './dashboards.ts';
import type { MetricStore } from './metricStore.ts';

export const putDashboard = (_store: MetricStore, _alarms: Alarms, dashboards: Dashboards) =>
  operation<PutDashboardInput, PutDashboardOutput>({
    name: 'PutDashboard',
    accepts: ['DashboardName', 'DashboardBody'],
    required: ['DashboardName', 'DashboardBody'],
    access: ({ DashboardName = '' }, { cloud }) => [
      { action: 'cloudwatch:PutDashboard', resource: dashboardArn(cloud, DashboardName) },
    ],
    run({ DashboardName: name = '', DashboardBody: body = '' }, { cloud }) {
      try {
        const { widgets } = JSON.parse(body) as { widgets?: unknown };
        if (!Array.isArray(widgets)) throw new SyntaxError('widgets must be a list');
      } catch (error) {
        throw new AwsError(
          'DashboardInvalidInputError',
          `The field DashboardBody must be a valid JSON object: ${(error as Error).message}`,
        );
      }
      dashboards.save({ name, body, modifiedAt: cloud.clock.now() });
      return { DashboardValidationMessages: [] };
    },
  });
