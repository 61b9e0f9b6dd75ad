import { invalidArgument } from './invalid.ts';
import type { Kinesis } from './kinesis.ts';
import type { StreamRecord } from './streamRecord.ts';

/** AWS's limits: a day to a year. */
export function setRetention(kinesis: Kinesis, stream: StreamRecord, hours: number, direction: 1 | -1): void {
  if (!(hours >= 24 && hours <= 8760)) throw invalidArgument('RetentionPeriodHours must be from 24 to 8760.');
  if ((hours - stream.retentionHours) * direction < 0)
    throw invalidArgument(
      `Requested retention period (${hours} hours) for stream ${stream.name} can not be ${direction > 0 ? 'shorter' : 'longer'} than existing retention period (${stream.retentionHours} hours). Use ${direction > 0 ? 'Decrease' : 'Increase'}StreamRetentionPeriod API.`,
    );
  kinesis.streams.save({ ...stream, retentionHours: hours });
}
