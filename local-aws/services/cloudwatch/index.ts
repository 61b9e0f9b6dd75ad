import type { Cloud, MetricSink } from '../../cloud.ts';
import type { Service } from '../../service.ts';
import { Alarms } from './alarms.ts';
import { Dashboards } from './dashboards.ts';
import { deleteAlarms } from './deleteAlarms.ts';
import { deleteDashboards } from './deleteDashboards.ts';
import { describeAlarmHistory } from './describeAlarmHistory.ts';
import { describeAlarms } from './describeAlarms.ts';
import { describeAlarmsForMetric } from './describeAlarmsForMetric.ts';
import { disableAlarmActions } from './disableAlarmActions.ts';
import { enableAlarmActions } from './enableAlarmActions.ts';
import { getDashboard } from './getDashboard.ts';
import { getMetricData } from './getMetricData.ts';
import { getMetricStatistics } from './getMetricStatistics.ts';
import { listDashboards } from './listDashboards.ts';
import { listMetrics } from './listMetrics.ts';
import { listTagsForResource } from './listTagsForResource.ts';
import { MetricStore } from './metricStore.ts';
import { putCompositeAlarm } from './putCompositeAlarm.ts';
import { putDashboard } from './putDashboard.ts';
import { putMetricAlarm } from './putMetricAlarm.ts';
import { putMetricData } from './putMetricData.ts';
import { setAlarmState } from './setAlarmState.ts';
import { tagResource } from './tagResource.ts';
import { untagResource } from './untagResource.ts';

/** What fills `Parts.metrics`. */
export const createMetricSink = (cloud: Cloud): MetricSink => new MetricStore(cloud);

/** Amazon CloudWatch: metrics, alarms that are really evaluated, dashboards. */
export function createCloudWatch(cloud: Cloud): Service {
  const store = cloud.parts.metrics as MetricStore;
  const alarms = new Alarms(cloud, store);
  const dashboards = new Dashboards(cloud);
  return {
    name: 'cloudwatch',
    protocols: ['awsJson1.0', 'awsQuery'],
    validationError: 'InvalidParameterValueException',
    operations: {
      DeleteAlarms: deleteAlarms(store, alarms),
      DeleteDashboards: deleteDashboards(store, alarms, dashboards),
      DescribeAlarmHistory: describeAlarmHistory(store, alarms),
      DescribeAlarms: describeAlarms(store, alarms),
      DescribeAlarmsForMetric: describeAlarmsForMetric(store, alarms),
      DisableAlarmActions: disableAlarmActions(store, alarms),
      EnableAlarmActions: enableAlarmActions(store, alarms),
      GetDashboard: getDashboard(store, alarms, dashboards),
      GetMetricData: getMetricData(store),
      GetMetricStatistics: getMetricStatistics(store),
      ListDashboards: listDashboards(store, alarms, dashboards),
      ListMetrics: listMetrics(store),
      ListTagsForResource: listTagsForResource(store, alarms),
      PutCompositeAlarm: putCompositeAlarm(store, alarms),
      PutDashboard: putDashboard(store, alarms, dashboards),
      PutMetricAlarm: putMetricAlarm(store, alarms),
      PutMetricData: putMetricData(store),
      SetAlarmState: setAlarmState(store, alarms),
      TagResource: tagResource(store, alarms),
      UntagResource: untagResource(store, alarms),
    },
    started: () => alarms.start(),
    close: () => alarms.close(),
  };
}
