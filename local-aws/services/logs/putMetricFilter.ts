import type { MetricTransformation, PutMetricFilterRequest } from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../service.ts';
import { logAccess } from './access.ts';
import { invalid } from './invalid.ts';
import type { LogStore } from './logStore.ts';
import { parseFilter } from './parseFilter.ts';
import type { MetricFilterRecord } from './records.ts';

export const putMetricFilter = (store: LogStore) =>
  operation<PutMetricFilterRequest, void>({
    name: 'PutMetricFilter',
    accepts: ['logGroupName', 'filterName', 'filterPattern', 'metricTransformations'],
    required: ['logGroupName', 'filterName', 'filterPattern', 'metricTransformations'],
    access: ({ logGroupName }, call) => logAccess('PutMetricFilter', logGroupName, call),
    run({ logGroupName = '', filterName = '', filterPattern = '', metricTransformations = [] }, { cloud }) {
      const group = store.group(logGroupName);
      parseFilter(filterPattern);
      if (metricTransformations.length !== 1)
        throw invalid('metricTransformations must hold exactly one transformation.');
      metricTransformations.forEach(checkTransformation);
      const filter: MetricFilterRecord = {
        name: filterName,
        pattern: filterPattern,
        transformations: metricTransformations,
        createdAt: cloud.clock.now(),
      };
      const others = group.metricFilters.filter(({ name }) => name !== filterName);
      store.saveGroup({ ...group, metricFilters: [...others, filter].sort((a, b) => (a.name < b.name ? -1 : 1)) });
    },
  });

function checkTransformation({
  metricName,
  metricNamespace,
  metricValue,
  dimensions,
  defaultValue,
}: MetricTransformation): void {
  if (!metricName || !metricNamespace || !metricValue)
    throw invalid('A metric transformation needs metricName, metricNamespace and metricValue.');
  if (!metricValue.startsWith('$') && !Number.isFinite(Number(metricValue)))
    throw invalid(`metricValue "${metricValue}" must be a number or a selector such as $.latency.`);
  if (dimensions && Object.keys(dimensions).length > 0 && defaultValue !== undefined)
    throw invalid('A metric transformation with dimensions cannot have a default value.');
}
