import type { DecryptRequest, GenerateDataKeyRequest, GenerateDataKeyResponse } from '@aws-sdk/client-kms';
import { AwsError } from '../../errors.ts';
import type { Call } from '../../service.ts';
import { s3Error } from './errors.ts';
import type { ObjectFacts } from './store/versions.ts';

/**
 * What S3 does with a customer's key: a data key for each object, asked for with the caller's rights. The bytes on this disk stay as they
 * are; the data key is kept, so that reading needs the key as it does on AWS. Throws `AccessDenied` or `KMS.…Exception`.
 */
export const newDataKey = async (facts: ObjectFacts, object: string, call: Call): Promise<void> => {
  const keyId = facts.encryption?.keyId;
  if (!facts.encryption || keyId === undefined || !call.cloud.services.has('kms')) return;
  const input: GenerateDataKeyRequest = {
    KeyId: keyId,
    KeySpec: 'AES_256',
    EncryptionContext: { 'aws:s3:arn': object },
  };
  const answer = await asked(() =>
    call.cloud.call<GenerateDataKeyResponse>('kms', 'GenerateDataKey', input, call.caller),
  );
  facts.encryption.context = object;
  facts.encryption.dataKey = Buffer.from(answer.CiphertextBlob ?? []).toString('base64');
};

/** Asks KMS for the object's data key, as reading it does. */
export const useDataKey = async ({ encryption }: ObjectFacts, call: Call): Promise<void> => {
  if (encryption?.dataKey === undefined) return;
  const input: DecryptRequest = {
    CiphertextBlob: Buffer.from(encryption.dataKey, 'base64'),
    KeyId: encryption.keyId,
    EncryptionContext: { 'aws:s3:arn': encryption.context ?? '' },
  };
  await asked(() => call.cloud.call('kms', 'Decrypt', input, call.caller));
};

const asked = async <T>(ask: () => Promise<T>): Promise<T> => {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === 'AccessDeniedException') throw s3Error('AccessDenied', {}, error.message);
    throw new AwsError(`KMS.${error.code}`, error.message, { status: error.status, cause: error });
  }
};
