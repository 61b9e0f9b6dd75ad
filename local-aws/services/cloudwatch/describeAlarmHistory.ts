import type { DescribeAlarmHistoryInput, DescribeAlarmHistoryOutput } from '@aws-sdk/client-cloudwatch';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import { alarmAccess } from './alarmAccess.ts';
import type { Alarms } from './alarms.ts';
import type { MetricStore } from './metricStore.ts';

export const describeAlarmHistory = (_store: MetricStore, alarms: Alarms) =>
  operation<DescribeAlarmHistoryInput, DescribeAlarmHistoryOutput>({
    name: 'DescribeAlarmHistory',
    accepts: [
      'AlarmName',
      'AlarmTypes',
      'HistoryItemType',
      'StartDate',
      'EndDate',
      'MaxRecords',
      'NextToken',
      'ScanBy',
    ],
    access: ({ AlarmName }, call) =>
      alarmAccess('DescribeAlarmHistory', AlarmName === undefined ? [] : [AlarmName], call),
    run({
      AlarmName,
      AlarmTypes = ['MetricAlarm'],
      HistoryItemType,
      StartDate,
      EndDate,
      MaxRecords,
      NextToken,
      ScanBy,
    }) {
      const items = alarms.history
        .list(AlarmName)
        .filter(
          (item) =>
            AlarmTypes.some((type) => type === item.AlarmType) &&
            (HistoryItemType === undefined || item.HistoryItemType === HistoryItemType) &&
            item.at >= (StartDate?.getTime() ?? 0) &&
            item.at <= (EndDate?.getTime() ?? Number.POSITIVE_INFINITY),
        );
      if (ScanBy !== 'TimestampAscending') items.reverse();
      const numbered = items.map(({ at, ...item }, index) => ({
        item: { ...item, Timestamp: new Date(at) },
        key: String(index).padStart(9, '0'),
      }));
      const { items: taken, nextToken } = page(numbered, ({ key }) => key, {
        token: NextToken,
        limit: MaxRecords,
        defaultLimit: 50,
        tokenError: 'InvalidNextToken',
      });
      return { AlarmHistoryItems: taken.map(({ item }) => item), NextToken: nextToken };
    },
  });
