import type { Cloud } from '../../cloud.ts';
import type { AnyOperation, Service } from '../../service.ts';
import { createAlias, deleteAlias, listAliases, updateAlias } from './aliases.ts';
import { createKey } from './createKey.ts';
import { decrypt } from './decrypt.ts';
import { describeKey } from './describeKey.ts';
import { encrypt } from './encrypt.ts';
import { generateDataKey, generateDataKeyWithoutPlaintext, generateRandom } from './generateDataKey.ts';
import { getKeyPolicy, putKeyPolicy } from './keyPolicy.ts';
import { disableKeyRotation, enableKeyRotation, getKeyRotationStatus } from './keyRotation.ts';
import { cancelKeyDeletion, disableKey, enableKey, scheduleKeyDeletion, updateKeyDescription } from './keyState.ts';
import { KeyStore } from './keyStore.ts';
import { listResourceTags, tagResource, untagResource } from './keyTags.ts';
import { listKeys } from './listKeys.ts';
import { generateMac, verifyMac } from './mac.ts';
import { getPublicKey, sign, verify } from './sign.ts';

const factories: readonly ((store: KeyStore) => AnyOperation)[] = [
  cancelKeyDeletion,
  createAlias,
  createKey,
  decrypt,
  deleteAlias,
  describeKey,
  disableKey,
  disableKeyRotation,
  enableKey,
  enableKeyRotation,
  encrypt,
  generateDataKey,
  generateDataKeyWithoutPlaintext,
  () => generateRandom,
  generateMac,
  getKeyPolicy,
  getKeyRotationStatus,
  getPublicKey,
  listAliases,
  listKeys,
  listResourceTags,
  putKeyPolicy,
  scheduleKeyDeletion,
  sign,
  tagResource,
  untagResource,
  updateAlias,
  updateKeyDescription,
  verify,
  verifyMac,
];

/** Keys that really encrypt, sign and are refused when they are disabled. */
export const createKms = (cloud: Cloud): Service => {
  const store = new KeyStore(cloud);
  return {
    name: 'kms',
    protocols: ['awsJson1.1'],
    validationError: 'ValidationException',
    operations: Object.fromEntries(factories.map((make) => make(store)).map((each) => [each.name, each])),
    resourcePolicy: (arn) => store.lookup(arn)?.policy,
  };
};
