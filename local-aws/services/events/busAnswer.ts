import type { EventBus } from '@aws-sdk/client-eventbridge';
import type { BusRecord } from './records.ts';

/** A bus as `DescribeEventBus` and `ListEventBuses` answer it. */
export const busAnswer = (bus: BusRecord): EventBus => ({
  Name: bus.name,
  Arn: bus.arn,
  Description: bus.description,
  CreationTime: new Date(bus.createdAt),
  LastModifiedTime: new Date(bus.modifiedAt),
});
