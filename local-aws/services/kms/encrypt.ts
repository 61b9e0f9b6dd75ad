import { constants, createPrivateKey, createPublicKey, publicEncrypt } from 'node:crypto';
import type { EncryptRequest, EncryptResponse } from '@aws-sdk/client-kms';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { seal } from './ciphertext.ts';
import { keySpec } from './keySpecs.ts';
import { type KeyRecord, type KeyStore, keyAccess } from './keyStore.ts';

const MOST = 4096;

export const encrypt = (store: KeyStore) =>
  operation<EncryptRequest, EncryptResponse>({
    name: 'Encrypt',
    accepts: ['KeyId', 'Plaintext', 'EncryptionContext', 'EncryptionAlgorithm'],
    inert: ['GrantTokens'],
    required: ['KeyId', 'Plaintext'],
    access: keyAccess(store, 'Encrypt'),
    run: ({ KeyId, Plaintext = new Uint8Array(), EncryptionContext, EncryptionAlgorithm }) => {
      const record = store.usable(KeyId, 'ENCRYPT_DECRYPT');
      const algorithm = encryptionAlgorithm(record, EncryptionAlgorithm);
      if (Plaintext.length < 1 || Plaintext.length > MOST) {
        throw new AwsError(
          'ValidationException',
          `Plaintext must have between 1 and ${MOST} bytes, got ${Plaintext.length}`,
        );
      }
      const ciphertext =
        algorithm === 'SYMMETRIC_DEFAULT'
          ? seal(record, Plaintext, EncryptionContext)
          : publicEncrypt({ key: createPublicKey(privateKey(record)), ...oaep(algorithm) }, Plaintext);
      return {
        CiphertextBlob: ciphertext,
        KeyId: store.arn(record),
        EncryptionAlgorithm: algorithm as 'SYMMETRIC_DEFAULT',
      };
    },
  });

/** The algorithm that is asked for, or the only one. Throws `InvalidKeyUsageException`. */
export const encryptionAlgorithm = (record: KeyRecord, given: string | undefined): string => {
  const possible = keySpec(record.spec).encryption ?? [];
  const algorithm = given ?? 'SYMMETRIC_DEFAULT';
  if (possible.includes(algorithm)) return algorithm;
  throw new AwsError(
    'InvalidKeyUsageException',
    `Algorithm ${algorithm} is incompatible with key spec ${record.spec}.`,
  );
};

export const privateKey = (record: KeyRecord) =>
  createPrivateKey({ key: Buffer.from(record.materials.at(-1) ?? '', 'base64'), format: 'der', type: 'pkcs8' });

export const oaep = (algorithm: string) => ({
  padding: constants.RSA_PKCS1_OAEP_PADDING,
  oaepHash: algorithm.endsWith('SHA_1') ? 'sha1' : 'sha256',
});
