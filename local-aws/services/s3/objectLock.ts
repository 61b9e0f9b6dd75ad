import type {
  GetObjectLegalHoldOutput,
  GetObjectLegalHoldRequest,
  GetObjectRetentionOutput,
  GetObjectRetentionRequest,
  PutObjectLegalHoldRequest,
  PutObjectRetentionRequest,
} from '@aws-sdk/client-s3';
import { type Call, operation } from '../../service.ts';
import { bucketFor, objectAccess, objectArn, storeOf, versionFor } from './context.ts';
import { s3Error } from './errors.ts';
import { retention } from './objectFacts.ts';
import type { ObjectVersion } from './store/versions.ts';

const accepted = ['Bucket', 'Key', 'VersionId', 'ExpectedBucketOwner'] as const;
const inert = ['RequestPayer', 'ContentMD5', 'ChecksumAlgorithm'] as const;

/** The version, in a bucket that has Object Lock. */
const lockable = (input: GetObjectRetentionRequest, call: Call): ObjectVersion => {
  if (!bucketFor(input, call).objectLock)
    throw s3Error('InvalidRequest', {}, 'Bucket is missing Object Lock Configuration');
  return versionFor(input, call);
};

export const getObjectRetention = operation<GetObjectRetentionRequest, GetObjectRetentionOutput>({
  name: 'GetObjectRetention',
  accepts: accepted,
  inert: ['RequestPayer'],
  required: ['Bucket', 'Key'],
  access: objectAccess('GetObjectRetention'),
  run: (input, call) => {
    const { retention: kept } = lockable(input, call).facts;
    if (!kept) throw s3Error('NoSuchObjectLockConfiguration');
    return { Retention: { Mode: kept.mode, RetainUntilDate: new Date(kept.until) } };
  },
});

export const putObjectRetention = operation<PutObjectRetentionRequest, object>({
  name: 'PutObjectRetention',
  accepts: [...accepted, 'Retention', 'BypassGovernanceRetention'],
  inert,
  required: ['Bucket', 'Key'],
  access: (input) => [
    ...objectAccess('PutObjectRetention')({ Bucket: input.Bucket, Key: input.Key }),
    ...(input.BypassGovernanceRetention
      ? [{ action: 's3:BypassGovernanceRetention', resource: objectArn(input.Bucket, input.Key) }]
      : []),
  ],
  run: (input, call) => {
    const row = lockable(input, call);
    const { Mode, RetainUntilDate } = input.Retention ?? {};
    const wanted =
      Mode !== undefined && RetainUntilDate !== undefined ? retention(Mode, RetainUntilDate, call) : undefined;
    if ((Mode === undefined) !== (RetainUntilDate === undefined)) throw s3Error('MalformedXML');
    checkChange(row, wanted, input.BypassGovernanceRetention ?? false, call);
    const { retention: _before, ...facts } = row.facts;
    storeOf(call).versions.setFacts(row, { ...facts, ...(wanted && { retention: wanted }) });
    return {};
  },
});

/** A retention may always be made longer; shorter or weaker only under governance and with the bypass. */
const checkChange = (
  { facts }: ObjectVersion,
  wanted: ObjectVersion['facts']['retention'],
  bypass: boolean,
  call: Call,
): void => {
  const before = facts.retention;
  if (!before || before.until <= call.cloud.clock.now()) return;
  const stronger =
    wanted !== undefined &&
    wanted.until >= before.until &&
    (wanted.mode === before.mode || wanted.mode === 'COMPLIANCE');
  if (stronger || (before.mode === 'GOVERNANCE' && bypass)) return;
  throw s3Error('AccessDenied', {}, 'Access Denied because object protected by object lock.');
};

export const getObjectLegalHold = operation<GetObjectLegalHoldRequest, GetObjectLegalHoldOutput>({
  name: 'GetObjectLegalHold',
  accepts: accepted,
  inert: ['RequestPayer'],
  required: ['Bucket', 'Key'],
  access: objectAccess('GetObjectLegalHold'),
  run: (input, call) => {
    const { legalHold } = lockable(input, call).facts;
    if (legalHold === undefined) throw s3Error('NoSuchObjectLockConfiguration');
    return { LegalHold: { Status: legalHold ? 'ON' : 'OFF' } };
  },
});

export const putObjectLegalHold = operation<PutObjectLegalHoldRequest, object>({
  name: 'PutObjectLegalHold',
  accepts: [...accepted, 'LegalHold'],
  inert,
  required: ['Bucket', 'Key', 'LegalHold'],
  access: objectAccess('PutObjectLegalHold'),
  run: (input, call) => {
    const row = lockable(input, call);
    const status = input.LegalHold?.Status;
    if (status !== 'ON' && status !== 'OFF') throw s3Error('MalformedXML');
    storeOf(call).versions.setFacts(row, { ...row.facts, legalHold: status === 'ON' });
    return {};
  },
});
