import type { Cloud, MetricSink } from '../../cloud.ts';
import type { Service } from '../../service.ts';
import { MetricStore } from './metricStore.ts';
import { putMetricData } from './putMetricData.ts';

/** What fills `Parts.metrics`. */
export const createMetricSink = (cloud: Cloud): MetricSink => new MetricStore(cloud);

/** Amazon CloudWatch: metrics, alarms that are really evaluated, dashboards. */
export function createCloudWatch(cloud: Cloud): Service {
  const store = cloud.parts.metrics as MetricStore;
  return {
    name: 'cloudwatch',
    protocols: ['awsJson1.0', 'awsQuery'],
    validationError: 'InvalidParameterValueException',
    operations: {
      PutMetricData: putMetricData(store),
    },
  };
}
