import type { CreateKeyRequest, CreateKeyResponse } from '@aws-sdk/client-kms';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { keyMetadata } from './describeKey.ts';
import { checkedPolicy } from './keyPolicy.ts';
import { type KeyUsage, keySpec } from './keySpecs.ts';
import type { KeyStore } from './keyStore.ts';

export const createKey = (store: KeyStore) =>
  operation<CreateKeyRequest, CreateKeyResponse>({
    name: 'CreateKey',
    accepts: ['Policy', 'Description', 'KeyUsage', 'KeySpec', 'CustomerMasterKeySpec', 'Tags', 'MultiRegion', 'Origin'],
    inert: ['BypassPolicyLockoutSafetyCheck'],
    run: (input, { cloud }) => {
      const spec = input.KeySpec ?? input.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT';
      const { usages } = keySpec(spec);
      const usage = input.KeyUsage ?? (usages.length === 1 ? usages[0] : undefined) ?? '';
      if (!usages.includes(usage as KeyUsage)) {
        throw new AwsError(
          'ValidationException',
          `KeyUsage ${usage || '(none)'} is not compatible with KeySpec ${spec}`,
        );
      }
      if (input.Origin !== undefined && input.Origin !== 'AWS_KMS') {
        throw new AwsError('UnsupportedOperationException', `Origin ${input.Origin} is not supported by local-aws`);
      }
      const record = store.create({
        description: input.Description ?? '',
        spec,
        usage: usage as KeyUsage,
        multiRegion: input.MultiRegion ?? false,
        policy: input.Policy === undefined ? undefined : checkedPolicy(input.Policy),
        tags: Object.fromEntries((input.Tags ?? []).map(({ TagKey, TagValue }) => [TagKey ?? '', TagValue ?? ''])),
      });
      return { KeyMetadata: keyMetadata(record, store, cloud) };
    },
  });
