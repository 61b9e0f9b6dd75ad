import type { StartStreamEncryptionInput } from '@aws-sdk/client-kinesis';
import { isCustomerAlias } from '../../kmsAccess.ts';
import { operation } from '../../service.ts';
import { invalidArgument } from './invalid.ts';
import type { Kinesis } from './kinesis.ts';
import { streamAccess } from './streamAccess.ts';

export const startStreamEncryption = (kinesis: Kinesis) =>
  operation<StartStreamEncryptionInput, void>({
    name: 'StartStreamEncryption',
    accepts: ['StreamName', 'StreamARN', 'EncryptionType', 'KeyId'],
    required: ['EncryptionType', 'KeyId'],
    access: (input, call) => streamAccess('StartStreamEncryption', input, call),
    run(input) {
      const { EncryptionType, KeyId = '' } = input;
      if (EncryptionType !== 'KMS') throw invalidArgument('EncryptionType must be KMS.');
      if (isCustomerAlias(KeyId))
        throw invalidArgument(
          'KeyId: name the key by its ARN or id; aliases of customer keys are not supported by local-aws.',
        );
      kinesis.streams.save({ ...kinesis.streams.stream(input), keyId: KeyId });
    },
  });
