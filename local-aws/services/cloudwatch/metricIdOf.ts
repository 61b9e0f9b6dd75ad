import type { Dimension } from '@aws-sdk/client-cloudwatch';
import { dimensionsOf } from './dimensions.ts';
import type { MetricId } from './metricStore.ts';

/** The metric that a request names. */
export const metricIdOf = (metric: {
  Namespace?: string | undefined;
  MetricName?: string | undefined;
  Dimensions?: Dimension[] | undefined;
}): MetricId => ({
  namespace: metric.Namespace ?? '',
  name: metric.MetricName ?? '',
  dimensions: dimensionsOf(metric.Dimensions),
});
