import type { ListMetricsInput, ListMetricsOutput } from '@aws-sdk/client-cloudwatch';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import { dimensionList } from './dimensions.ts';
import { type MetricStore, metricKey } from './metricStore.ts';

export const listMetrics = (store: MetricStore) =>
  operation<ListMetricsInput, ListMetricsOutput>({
    name: 'ListMetrics',
    accepts: ['Namespace', 'MetricName', 'Dimensions', 'NextToken', 'RecentlyActive'],
    run({ Namespace, MetricName, Dimensions = [], NextToken, RecentlyActive }, { cloud }) {
      const since = RecentlyActive === 'PT3H' ? cloud.clock.now() - 3 * 3_600_000 : 0;
      const found = store
        .list()
        .filter(
          (metric) =>
            (Namespace === undefined || metric.namespace === Namespace) &&
            (MetricName === undefined || metric.name === MetricName) &&
            metric.lastAt >= since &&
            Dimensions.every(
              ({ Name = '', Value }) =>
                Name in metric.dimensions && (Value === undefined || metric.dimensions[Name] === Value),
            ),
        );
      const ordered = found
        .map((metric) => ({ metric, key: metricKey(metric) }))
        .sort((a, b) => (a.key < b.key ? -1 : 1));
      const { items, nextToken } = page(ordered, ({ key }) => key, {
        token: NextToken,
        defaultLimit: 500,
        tokenError: 'InvalidParameterValueException',
      });
      const Metrics = items.map(({ metric }) => ({
        Namespace: metric.namespace,
        MetricName: metric.name,
        Dimensions: dimensionList(metric.dimensions),
      }));
      return { Metrics, NextToken: nextToken };
    },
  });
