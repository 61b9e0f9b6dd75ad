import { createHmac, timingSafeEqual } from 'node:crypto';
import type { GenerateMacRequest, GenerateMacResponse, VerifyMacRequest, VerifyMacResponse } from '@aws-sdk/client-kms';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { keySpec } from './keySpecs.ts';
import { type KeyStore, keyAccess } from './keyStore.ts';

const compute = (store: KeyStore, input: GenerateMacRequest): { arn: string; mac: Buffer } => {
  const record = store.usable(input.KeyId, 'GENERATE_VERIFY_MAC');
  const algorithm = input.MacAlgorithm ?? '';
  if (!keySpec(record.spec).mac?.includes(algorithm)) {
    throw new AwsError(
      'InvalidKeyUsageException',
      `Algorithm ${algorithm} is incompatible with key spec ${record.spec}.`,
    );
  }
  const digest = `sha${algorithm.slice(-3)}`;
  const mac = createHmac(digest, Buffer.from(record.materials.at(-1) ?? '', 'base64'))
    .update(input.Message ?? '')
    .digest();
  return { arn: store.arn(record), mac };
};

export const generateMac = (store: KeyStore) =>
  operation<GenerateMacRequest, GenerateMacResponse>({
    name: 'GenerateMac',
    accepts: ['KeyId', 'Message', 'MacAlgorithm'],
    inert: ['GrantTokens'],
    required: ['KeyId', 'Message', 'MacAlgorithm'],
    access: keyAccess(store, 'GenerateMac'),
    run: (input) => {
      const { arn, mac } = compute(store, input);
      return { KeyId: arn, Mac: mac, MacAlgorithm: input.MacAlgorithm };
    },
  });

export const verifyMac = (store: KeyStore) =>
  operation<VerifyMacRequest, VerifyMacResponse>({
    name: 'VerifyMac',
    accepts: ['KeyId', 'Message', 'MacAlgorithm', 'Mac'],
    inert: ['GrantTokens'],
    required: ['KeyId', 'Message', 'MacAlgorithm', 'Mac'],
    access: keyAccess(store, 'VerifyMac'),
    run: (input) => {
      const { arn, mac } = compute(store, input);
      const given = input.Mac ?? new Uint8Array();
      if (given.length !== mac.length || !timingSafeEqual(given, mac)) throw new AwsError('KMSInvalidMacException', '');
      return { KeyId: arn, MacValid: true, MacAlgorithm: input.MacAlgorithm };
    },
  });
