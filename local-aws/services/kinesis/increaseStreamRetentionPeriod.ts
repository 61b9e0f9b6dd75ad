import type { IncreaseStreamRetentionPeriodInput } from '@aws-sdk/client-kinesis';
import { operation } from '../../service.ts';
import type { Kinesis } from './kinesis.ts';
import { setRetention } from './setRetention.ts';
import { streamAccess } from './streamAccess.ts';

export const increaseStreamRetentionPeriod = (kinesis: Kinesis) =>
  operation<IncreaseStreamRetentionPeriodInput, void>({
    name: 'IncreaseStreamRetentionPeriod',
    accepts: ['StreamName', 'StreamARN', 'RetentionPeriodHours'],
    required: ['RetentionPeriodHours'],
    access: (input, call) => streamAccess('IncreaseStreamRetentionPeriod', input, call),
    run: (input) => setRetention(kinesis, kinesis.streams.stream(input), input.RetentionPeriodHours ?? 0, 1),
  });
