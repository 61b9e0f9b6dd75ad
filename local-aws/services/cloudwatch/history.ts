import type { AlarmHistoryItem, HistoryItemType } from '@aws-sdk/client-cloudwatch';
import type { Cloud } from '../../cloud.ts';
import type { Table } from '../../store/database.ts';
import type { AlarmRecord } from './alarmRecord.ts';

/** What happened to alarms, newest last; so many items are kept for each. */
export class History {
  readonly #cloud: Cloud;
  readonly #table: Table<AlarmHistoryItem & { at: number }>;
  #sequence = 0;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    this.#table = cloud.database.table('cloudwatch.history');
  }

  add(alarm: AlarmRecord, HistoryItemType: HistoryItemType, HistorySummary: string, data: object = {}): void {
    const at = this.#cloud.clock.now();
    const AlarmType = alarm.kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm';
    const item = {
      AlarmName: alarm.name,
      AlarmType,
      at,
      HistoryItemType,
      HistorySummary,
      HistoryData: JSON.stringify(data),
    } as const;
    this.#table.put(`${alarm.name}/${String(at).padStart(15, '0')}/${String(this.#sequence++).padStart(9, '0')}`, item);
    const all = this.#table.list({ prefix: `${alarm.name}/` });
    for (const { key } of all.slice(0, -100)) this.#table.delete(key);
  }

  list(alarm?: string): (AlarmHistoryItem & { at: number })[] {
    const items = this.#table.list(alarm === undefined ? {} : { prefix: `${alarm}/` }).map(({ value }) => value);
    return items.sort((left, right) => left.at - right.at);
  }
}
