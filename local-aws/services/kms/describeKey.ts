import type { DescribeKeyRequest, DescribeKeyResponse, KeyMetadata } from '@aws-sdk/client-kms';
import type { Cloud } from '../../cloud.ts';
import { operation } from '../../service.ts';
import { keySpec } from './keySpecs.ts';
import { type KeyRecord, type KeyStore, keyAccess } from './keyStore.ts';

export const describeKey = (store: KeyStore) =>
  operation<DescribeKeyRequest, DescribeKeyResponse>({
    name: 'DescribeKey',
    accepts: ['KeyId'],
    inert: ['GrantTokens'],
    required: ['KeyId'],
    access: keyAccess(store, 'DescribeKey'),
    run: ({ KeyId }, { cloud }) => ({ KeyMetadata: keyMetadata(store.find(KeyId), store, cloud) }),
  });

export const keyMetadata = (record: KeyRecord, store: KeyStore, cloud: Cloud): KeyMetadata => {
  const { encryption, signing, mac } = keySpec(record.spec);
  return {
    KeyId: record.id,
    AWSAccountId: cloud.account,
    Arn: store.arn(record),
    CreationDate: new Date(record.created),
    Enabled: record.enabled && record.deletion === undefined,
    Description: record.description,
    KeyUsage: record.usage,
    KeyState: record.deletion !== undefined ? 'PendingDeletion' : record.enabled ? 'Enabled' : 'Disabled',
    Origin: 'AWS_KMS',
    KeyManager: record.manager,
    KeySpec: record.spec as 'SYMMETRIC_DEFAULT',
    CustomerMasterKeySpec: record.spec as 'SYMMETRIC_DEFAULT',
    MultiRegion: record.multiRegion,
    ...(record.deletion !== undefined && { DeletionDate: new Date(record.deletion) }),
    ...(record.usage === 'ENCRYPT_DECRYPT' && { EncryptionAlgorithms: encryption as [] }),
    ...(record.usage === 'SIGN_VERIFY' && { SigningAlgorithms: signing as [] }),
    ...(record.usage === 'GENERATE_VERIFY_MAC' && { MacAlgorithms: mac as [] }),
  };
};
