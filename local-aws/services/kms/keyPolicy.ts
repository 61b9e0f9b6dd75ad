import type { GetKeyPolicyRequest, GetKeyPolicyResponse, PutKeyPolicyRequest } from '@aws-sdk/client-kms';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { type KeyStore, keyAccess } from './keyStore.ts';

/** Throws `MalformedPolicyDocumentException`. */
export const checkedPolicy = (text: string): string => {
  try {
    if (Array.isArray((JSON.parse(text) as { Statement?: unknown }).Statement)) return text;
  } catch {
    // Told below, as a policy without statements is.
  }
  throw new AwsError('MalformedPolicyDocumentException', 'The key policy must be JSON with a list of statements');
};

export const getKeyPolicy = (store: KeyStore) =>
  operation<GetKeyPolicyRequest, GetKeyPolicyResponse>({
    name: 'GetKeyPolicy',
    accepts: ['KeyId', 'PolicyName'],
    required: ['KeyId'],
    access: keyAccess(store, 'GetKeyPolicy'),
    run: ({ KeyId }) => ({ Policy: store.find(KeyId).policy, PolicyName: 'default' }),
  });

export const putKeyPolicy = (store: KeyStore) =>
  operation<PutKeyPolicyRequest, object>({
    name: 'PutKeyPolicy',
    accepts: ['KeyId', 'PolicyName', 'Policy'],
    inert: ['BypassPolicyLockoutSafetyCheck'],
    required: ['KeyId', 'Policy'],
    access: keyAccess(store, 'PutKeyPolicy'),
    run: ({ KeyId, Policy = '' }) => {
      store.put({ ...store.changeable(KeyId), policy: checkedPolicy(Policy) });
      return {};
    },
  });
