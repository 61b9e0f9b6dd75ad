import type { GroupRecord } from './records.ts';
import type { Schedules } from './schedules.ts';

/** Only groups have tags. Throws `ResourceNotFoundException`. */
export const taggedGroup = (schedules: Schedules, arn: string): GroupRecord =>
  schedules.group(arn.split('schedule-group/')[1] ?? '');
