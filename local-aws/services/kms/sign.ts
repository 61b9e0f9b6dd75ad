import { createPublicKey, sign as signBytes, verify as verifyBytes } from 'node:crypto';
import type {
  GetPublicKeyRequest,
  GetPublicKeyResponse,
  SignRequest,
  SignResponse,
  VerifyRequest,
  VerifyResponse,
} from '@aws-sdk/client-kms';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { privateKey } from './encrypt.ts';
import { keySpec, signingAlgorithm } from './keySpecs.ts';
import { type KeyRecord, type KeyStore, keyAccess } from './keyStore.ts';

const MOST = 4096;

export const sign = (store: KeyStore) =>
  operation<SignRequest, SignResponse>({
    name: 'Sign',
    accepts: ['KeyId', 'Message', 'MessageType', 'SigningAlgorithm'],
    inert: ['GrantTokens'],
    required: ['KeyId', 'Message', 'SigningAlgorithm'],
    access: keyAccess(store, 'Sign'),
    run: (input) => {
      const record = store.usable(input.KeyId, 'SIGN_VERIFY');
      const { digest, ...options } = algorithmOf(record, input);
      const signature = signBytes(digest, message(input), { key: privateKey(record), ...options });
      return { KeyId: store.arn(record), Signature: signature, SigningAlgorithm: input.SigningAlgorithm };
    },
  });

export const verify = (store: KeyStore) =>
  operation<VerifyRequest, VerifyResponse>({
    name: 'Verify',
    accepts: ['KeyId', 'Message', 'MessageType', 'SigningAlgorithm', 'Signature'],
    inert: ['GrantTokens'],
    required: ['KeyId', 'Message', 'SigningAlgorithm', 'Signature'],
    access: keyAccess(store, 'Verify'),
    run: (input) => {
      const record = store.usable(input.KeyId, 'SIGN_VERIFY');
      const { digest, ...options } = algorithmOf(record, input);
      const key = createPublicKey(privateKey(record));
      const valid = verifyBytes(digest, message(input), { key, ...options }, input.Signature ?? new Uint8Array());
      if (!valid) throw new AwsError('KMSInvalidSignatureException', '');
      return { KeyId: store.arn(record), SignatureValid: true, SigningAlgorithm: input.SigningAlgorithm };
    },
  });

export const getPublicKey = (store: KeyStore) =>
  operation<GetPublicKeyRequest, GetPublicKeyResponse>({
    name: 'GetPublicKey',
    accepts: ['KeyId'],
    inert: ['GrantTokens'],
    required: ['KeyId'],
    access: keyAccess(store, 'GetPublicKey'),
    run: ({ KeyId }) => {
      const record = store.usable(KeyId);
      const { encryption, signing } = keySpec(record.spec);
      if (!/^(RSA|ECC)_/.test(record.spec)) {
        throw new AwsError('UnsupportedOperationException', `${store.arn(record)} has no public key.`);
      }
      return {
        KeyId: store.arn(record),
        PublicKey: createPublicKey(privateKey(record)).export({ type: 'spki', format: 'der' }),
        KeySpec: record.spec as 'RSA_2048',
        CustomerMasterKeySpec: record.spec as 'RSA_2048',
        KeyUsage: record.usage,
        ...(record.usage === 'SIGN_VERIFY'
          ? { SigningAlgorithms: signing as [] }
          : { EncryptionAlgorithms: encryption as [] }),
      };
    },
  });

const algorithmOf = (record: KeyRecord, { SigningAlgorithm = '' }: { SigningAlgorithm?: string | undefined }) => {
  if (keySpec(record.spec).signing?.includes(SigningAlgorithm)) return signingAlgorithm(SigningAlgorithm);
  throw new AwsError(
    'InvalidKeyUsageException',
    `Algorithm ${SigningAlgorithm} is incompatible with key spec ${record.spec}.`,
  );
};

const message = ({ Message, MessageType = 'RAW' }: Pick<SignRequest, 'Message' | 'MessageType'>): Uint8Array => {
  if (MessageType !== 'RAW') {
    throw new AwsError(
      'ValidationException',
      `MessageType ${MessageType} is not supported by local-aws: send the message (RAW), or sign its digest as a message`,
    );
  }
  const bytes = Message ?? new Uint8Array();
  if (bytes.length >= 1 && bytes.length <= MOST) return bytes;
  throw new AwsError('ValidationException', `Message must have between 1 and ${MOST} bytes, got ${bytes.length}`);
};
