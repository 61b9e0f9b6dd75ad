import type { StopStreamEncryptionInput } from '@aws-sdk/client-kinesis';
import { operation } from '../../service.ts';
import type { Kinesis } from './kinesis.ts';
import { streamAccess } from './streamAccess.ts';

export const stopStreamEncryption = (kinesis: Kinesis) =>
  operation<StopStreamEncryptionInput, void>({
    name: 'StopStreamEncryption',
    accepts: ['StreamName', 'StreamARN'],
    inert: ['EncryptionType', 'KeyId'],
    access: (input, call) => streamAccess('StopStreamEncryption', input, call),
    run: (input) => kinesis.streams.save({ ...kinesis.streams.stream(input), keyId: undefined }),
  });
