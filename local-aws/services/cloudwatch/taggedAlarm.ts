import { AwsError } from '../../errors.ts';
import type { AlarmRecord } from './alarmRecord.ts';
import type { Alarms } from './alarms.ts';

/** Throws `ResourceNotFoundException`. */
export function taggedAlarm(alarms: Alarms, arn: string | undefined): AlarmRecord {
  const alarm = alarms.list().find((each) => each.arn === arn);
  if (!alarm) throw new AwsError('ResourceNotFoundException', `${arn} does not exist.`, { status: 404 });
  return alarm;
}
