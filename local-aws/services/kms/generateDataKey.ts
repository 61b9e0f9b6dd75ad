import { randomBytes } from 'node:crypto';
import type {
  GenerateDataKeyRequest,
  GenerateDataKeyResponse,
  GenerateDataKeyWithoutPlaintextResponse,
  GenerateRandomRequest,
  GenerateRandomResponse,
} from '@aws-sdk/client-kms';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { seal } from './ciphertext.ts';
import { type KeyStore, keyAccess } from './keyStore.ts';

const sizes: Readonly<Record<string, number>> = { AES_128: 16, AES_256: 32 };

const sizeOf = ({ KeySpec, NumberOfBytes }: GenerateDataKeyRequest): number => {
  if ((KeySpec === undefined) === (NumberOfBytes === undefined)) {
    throw new AwsError('ValidationException', 'Please specify either number of bytes or key spec.');
  }
  const size = NumberOfBytes ?? sizes[KeySpec ?? ''] ?? 0;
  if (size >= 1 && size <= 1024) return size;
  throw new AwsError('ValidationException', `NumberOfBytes ${size} must lie between 1 and 1024`);
};

const accepts = ['KeyId', 'EncryptionContext', 'NumberOfBytes', 'KeySpec'] as const;

export const generateDataKey = (store: KeyStore) =>
  operation<GenerateDataKeyRequest, GenerateDataKeyResponse>({
    name: 'GenerateDataKey',
    accepts,
    inert: ['GrantTokens'],
    required: ['KeyId'],
    access: keyAccess(store, 'GenerateDataKey'),
    run: (input) => {
      const record = store.usable(input.KeyId, 'ENCRYPT_DECRYPT');
      const plaintext = randomBytes(sizeOf(input));
      return {
        CiphertextBlob: seal(record, plaintext, input.EncryptionContext),
        Plaintext: plaintext,
        KeyId: store.arn(record),
      };
    },
  });

export const generateDataKeyWithoutPlaintext = (store: KeyStore) =>
  operation<GenerateDataKeyRequest, GenerateDataKeyWithoutPlaintextResponse>({
    name: 'GenerateDataKeyWithoutPlaintext',
    accepts,
    inert: ['GrantTokens'],
    required: ['KeyId'],
    access: keyAccess(store, 'GenerateDataKeyWithoutPlaintext'),
    run: (input) => {
      const record = store.usable(input.KeyId, 'ENCRYPT_DECRYPT');
      return {
        CiphertextBlob: seal(record, randomBytes(sizeOf(input)), input.EncryptionContext),
        KeyId: store.arn(record),
      };
    },
  });

export const generateRandom = operation<GenerateRandomRequest, GenerateRandomResponse>({
  name: 'GenerateRandom',
  accepts: ['NumberOfBytes'],
  required: ['NumberOfBytes'],
  run: ({ NumberOfBytes = 0 }) => {
    if (NumberOfBytes < 1 || NumberOfBytes > 1024) {
      throw new AwsError('ValidationException', `NumberOfBytes ${NumberOfBytes} must lie between 1 and 1024`);
    }
    return { Plaintext: randomBytes(NumberOfBytes) };
  },
});
