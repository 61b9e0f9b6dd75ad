import { privateDecrypt } from 'node:crypto';
import type { DecryptRequest, DecryptResponse } from '@aws-sdk/client-kms';
import { AwsError } from '../../errors.ts';
import { type Call, operation } from '../../service.ts';
import { open, sealedBy } from './ciphertext.ts';
import { encryptionAlgorithm, oaep, privateKey } from './encrypt.ts';
import { type KeyRecord, type KeyStore, keyAccess } from './keyStore.ts';

export const decrypt = (store: KeyStore) =>
  operation<DecryptRequest, DecryptResponse>({
    name: 'Decrypt',
    accepts: ['CiphertextBlob', 'KeyId', 'EncryptionContext', 'EncryptionAlgorithm'],
    inert: ['GrantTokens'],
    required: ['CiphertextBlob'],
    access: (input, call: Call) => {
      const { CiphertextBlob = new Uint8Array(), KeyId = sealedBy(CiphertextBlob), EncryptionContext } = input;
      return keyAccess(store, 'Decrypt')({ KeyId, EncryptionContext }, call);
    },
    run: ({ CiphertextBlob = new Uint8Array(), KeyId, EncryptionContext, EncryptionAlgorithm }) => {
      const symmetric = EncryptionAlgorithm === undefined || EncryptionAlgorithm === 'SYMMETRIC_DEFAULT';
      if (!symmetric && KeyId === undefined)
        throw new AwsError('ValidationException', 'KeyId is needed to decrypt with an asymmetric key');
      const record = store.usable(KeyId ?? sealedBy(CiphertextBlob), 'ENCRYPT_DECRYPT');
      const algorithm = encryptionAlgorithm(record, EncryptionAlgorithm);
      const plaintext = symmetric
        ? unsealed(record, CiphertextBlob, EncryptionContext)
        : decryptRsa(record, algorithm, CiphertextBlob);
      return { Plaintext: plaintext, KeyId: store.arn(record), EncryptionAlgorithm: algorithm as 'SYMMETRIC_DEFAULT' };
    },
  });

/** Throws `IncorrectKeyException` where another key made the ciphertext. */
export const unsealed = (
  record: KeyRecord,
  ciphertext: Uint8Array,
  context: Record<string, string> | undefined,
): Buffer => {
  if (sealedBy(ciphertext) !== record.id) {
    throw new AwsError(
      'IncorrectKeyException',
      'The key ID in the request does not identify a CMK that can perform this operation.',
    );
  }
  return open(record, ciphertext, context);
};

const decryptRsa = (record: KeyRecord, algorithm: string, ciphertext: Uint8Array): Buffer => {
  try {
    return privateDecrypt({ key: privateKey(record), ...oaep(algorithm) }, ciphertext);
  } catch {
    throw new AwsError('InvalidCiphertextException', '');
  }
};
