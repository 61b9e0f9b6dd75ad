import type { HeadObjectOutput, HeadObjectRequest } from '@aws-sdk/client-s3';
import { operation } from '../../service.ts';
import { describe } from './answer.ts';
import { checkRead } from './conditions.ts';
import { objectAccess, versionFor } from './context.ts';
import { useDataKey } from './encryption.ts';
import { overrides, readParameters } from './getObject.ts';
import { selectRange } from './selectRange.ts';

export const headObject = operation<HeadObjectRequest, HeadObjectOutput>({
  name: 'HeadObject',
  accepts: readParameters,
  inert: ['RequestPayer'],
  required: ['Bucket', 'Key'],
  access: objectAccess('GetObject', 'GetObjectVersion'),
  run: async (input, call) => {
    const row = versionFor(input, call);
    checkRead(row, input);
    await useDataKey(row.facts, call);
    const range = selectRange(input, row);
    return {
      ...describe(row, call, input.ChecksumMode === 'ENABLED', range === undefined),
      ...range?.members,
      ...overrides(input),
    };
  },
});
