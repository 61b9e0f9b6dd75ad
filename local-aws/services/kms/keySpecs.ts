import { constants, generateKeyPairSync, randomBytes } from 'node:crypto';
import { AwsError } from '../../errors.ts';

export type KeyUsage = 'ENCRYPT_DECRYPT' | 'SIGN_VERIFY' | 'GENERATE_VERIFY_MAC';

/** How a signature is made: digest and padding, as node:crypto names them. */
export interface SigningAlgorithm {
  digest: string | null;
  padding?: number;
  saltLength?: number;
}

interface KeySpec {
  usages: readonly KeyUsage[];
  encryption?: readonly string[];
  signing?: readonly string[];
  mac?: readonly string[];
  /** New key material: a secret, or a private key in PKCS #8 (DER). */
  generate(): Buffer;
}

const rsaSigning = ['256', '384', '512'].flatMap((size) => [`RSASSA_PKCS1_V1_5_SHA_${size}`, `RSASSA_PSS_SHA_${size}`]);

const rsa = (modulusLength: number): KeySpec => ({
  usages: ['ENCRYPT_DECRYPT', 'SIGN_VERIFY'],
  encryption: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'],
  signing: rsaSigning,
  generate: () => generateKeyPairSync('rsa', { modulusLength }).privateKey.export({ type: 'pkcs8', format: 'der' }),
});

const ecc = (namedCurve: string, size: string): KeySpec => ({
  usages: ['SIGN_VERIFY'],
  signing: [`ECDSA_SHA_${size}`],
  generate: () => generateKeyPairSync('ec', { namedCurve }).privateKey.export({ type: 'pkcs8', format: 'der' }),
});

const hmac = (size: number): KeySpec => ({
  usages: ['GENERATE_VERIFY_MAC'],
  mac: [`HMAC_SHA_${size}`],
  generate: () => randomBytes(size / 8),
});

/** The kinds of keys that the laptop makes. */
export const keySpecs: Readonly<Record<string, KeySpec>> = {
  SYMMETRIC_DEFAULT: {
    usages: ['ENCRYPT_DECRYPT'],
    encryption: ['SYMMETRIC_DEFAULT'],
    generate: () => randomBytes(32),
  },
  RSA_2048: rsa(2048),
  RSA_3072: rsa(3072),
  RSA_4096: rsa(4096),
  ECC_NIST_P256: ecc('P-256', '256'),
  ECC_NIST_P384: ecc('P-384', '384'),
  ECC_NIST_P521: ecc('P-521', '512'),
  ECC_SECG_P256K1: ecc('secp256k1', '256'),
  HMAC_224: hmac(224),
  HMAC_256: hmac(256),
  HMAC_384: hmac(384),
  HMAC_512: hmac(512),
};

/** Throws `UnsupportedOperationException` for a kind that the laptop does not make. */
export const keySpec = (name: string): KeySpec => {
  const spec = keySpecs[name];
  if (spec) return spec;
  throw new AwsError('UnsupportedOperationException', `KeySpec ${name} is not supported by local-aws`);
};

const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };

/** `RSASSA_PSS_SHA_256` → digest and padding. */
export const signingAlgorithm = (name: string): SigningAlgorithm => {
  const digest = `sha${name.slice(-3)}`;
  return name.startsWith('RSASSA_PSS') ? { digest, ...PSS } : { digest };
};
