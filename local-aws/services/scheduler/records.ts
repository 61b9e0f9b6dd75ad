import type { FlexibleTimeWindow, Target } from '@aws-sdk/client-scheduler';
import type { Tags } from '../../tags.ts';

/** A schedule as it is stored. Times are ms since the epoch. */
export interface ScheduleRecord {
  name: string;
  group: string;
  arn: string;
  expression: string;
  zone: string;
  startAt?: number | undefined;
  endAt?: number | undefined;
  description?: string | undefined;
  state: 'ENABLED' | 'DISABLED';
  kmsKeyArn?: string | undefined;
  target: Target;
  window: FlexibleTimeWindow;
  afterCompletion: 'NONE' | 'DELETE';
  createdAt: number;
  modifiedAt: number;
}

export interface GroupRecord {
  name: string;
  arn: string;
  tags: Tags;
  createdAt: number;
  modifiedAt: number;
}

/** A schedule that is due, on its way to its target. */
export interface Invocation {
  scheduleArn: string;
  scheduleName: string;
  group: string;
  target: Target;
  /** The planned time, in ms since the epoch. */
  scheduledAt: number;
  executionId: string;
}
