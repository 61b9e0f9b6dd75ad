import type { GetMetricDataInput, GetMetricDataOutput } from '@aws-sdk/client-cloudwatch';
import { operation } from '../../service.ts';
import { checkQueries } from './checkQueries.ts';
import { invalidParameter } from './invalid.ts';
import type { MetricStore } from './metricStore.ts';
import { runQueries } from './runQueries.ts';

export const getMetricData = (store: MetricStore) =>
  operation<GetMetricDataInput, GetMetricDataOutput>({
    name: 'GetMetricData',
    accepts: ['MetricDataQueries', 'StartTime', 'EndTime', 'ScanBy'],
    required: ['MetricDataQueries', 'StartTime', 'EndTime'],
    run({ MetricDataQueries: queries = [], StartTime, EndTime, ScanBy }) {
      checkQueries(queries);
      const [from, to] = [StartTime?.getTime() ?? 0, EndTime?.getTime() ?? 0];
      if (from >= to) throw invalidParameter('The parameter StartTime must be less than the parameter EndTime.');
      const longest =
        Math.max(60, ...queries.map(({ MetricStat, Period }) => MetricStat?.Period ?? Period ?? 0)) * 1000;
      const results = runQueries(store, queries, { from: Math.floor(from / longest) * longest, to, origin: 0 });
      const asked = queries.filter(({ ReturnData }) => ReturnData !== false);
      return {
        MetricDataResults: asked.map((query) => {
          const points = [...(results.get(query.Id ?? '') ?? [])].sort(([a], [b]) =>
            ScanBy === 'TimestampAscending' ? a - b : b - a,
          );
          return {
            Id: query.Id,
            Label: query.Label ?? query.MetricStat?.Metric?.MetricName ?? query.Id,
            Timestamps: points.map(([at]) => new Date(at)),
            Values: points.map(([, value]) => value),
            StatusCode: 'Complete',
          };
        }),
        Messages: [],
      };
    },
  });
