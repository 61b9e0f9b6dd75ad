import { AwsError } from '../../errors.ts';
import { type AnyOperation, type Call, operation } from '../../service.ts';
import { bucketAccess, bucketFor, storeOf } from './context.ts';
import { s3Error } from './errors.ts';
import type { Bucket } from './store/buckets.ts';
import { checkedTags } from './tags.ts';

interface Setting {
  /** Under which name it is kept with the bucket. */
  key: string;
  /** Operations that set, tell and remove it; some have none to remove. */
  put: string;
  get: string;
  remove?: string;
  /** The request's member that holds it; the answer's too, unless `answer` says otherwise. */
  member: string;
  /** Whether it is only kept and given back. */
  withoutEffect?: boolean;
  /** Whether the answer is the setting's own members, not a member that holds it. */
  flat?: boolean;
  /** Further parameters of `put` that change nothing here. */
  inert?: readonly string[];
  /** Members that carry a digest of the request; the two that most have, when left out. */
  digests?: readonly string[];
  /** IAM names, where they are not the operations'. */
  actions?: { put?: string; get?: string; remove?: string };
  /** Error of asking for what was not set; where there is none the answer is empty. */
  missing?: readonly [code: string, message: string];
  /** What stands there when nothing was set. */
  standard?: unknown;
  check?(value: unknown, bucket: Bucket): void;
  /** Changes the bucket beyond keeping the setting. */
  effect?(value: unknown, bucket: Bucket): Bucket;
}

const settings: readonly Setting[] = [
  {
    key: 'encryption',
    put: 'PutBucketEncryption',
    get: 'GetBucketEncryption',
    remove: 'DeleteBucketEncryption',
    member: 'ServerSideEncryptionConfiguration',
    actions: {
      put: 'PutEncryptionConfiguration',
      get: 'GetEncryptionConfiguration',
      remove: 'PutEncryptionConfiguration',
    },
    standard: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
    },
  },
  {
    key: 'policy',
    put: 'PutBucketPolicy',
    get: 'GetBucketPolicy',
    remove: 'DeleteBucketPolicy',
    member: 'Policy',
    inert: ['ConfirmRemoveSelfBucketAccess'],
    missing: ['NoSuchBucketPolicy', 'The bucket policy does not exist'],
    check: checkPolicy,
  },
  {
    key: 'publicAccessBlock',
    withoutEffect: true,
    put: 'PutPublicAccessBlock',
    get: 'GetPublicAccessBlock',
    remove: 'DeletePublicAccessBlock',
    member: 'PublicAccessBlockConfiguration',
    actions: {
      put: 'PutBucketPublicAccessBlock',
      get: 'GetBucketPublicAccessBlock',
      remove: 'PutBucketPublicAccessBlock',
    },
    missing: ['NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found'],
  },
  {
    key: 'lifecycle',
    withoutEffect: true,
    put: 'PutBucketLifecycleConfiguration',
    get: 'GetBucketLifecycleConfiguration',
    remove: 'DeleteBucketLifecycle',
    member: 'LifecycleConfiguration',
    flat: true,
    inert: ['TransitionDefaultMinimumObjectSize'],
    digests: ['ChecksumAlgorithm'],
    actions: {
      put: 'PutLifecycleConfiguration',
      get: 'GetLifecycleConfiguration',
      remove: 'PutLifecycleConfiguration',
    },
    missing: ['NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist'],
  },
  {
    key: 'tagging',
    withoutEffect: true,
    put: 'PutBucketTagging',
    get: 'GetBucketTagging',
    remove: 'DeleteBucketTagging',
    member: 'Tagging',
    flat: true,
    actions: { remove: 'PutBucketTagging' },
    missing: ['NoSuchTagSet', 'The TagSet does not exist'],
    check: (value) => void checkedTags((value as { TagSet?: [] }).TagSet ?? [], 50),
  },
  {
    key: 'logging',
    withoutEffect: true,
    put: 'PutBucketLogging',
    get: 'GetBucketLogging',
    member: 'BucketLoggingStatus',
    flat: true,
  },
  {
    key: 'notification',
    put: 'PutBucketNotificationConfiguration',
    get: 'GetBucketNotificationConfiguration',
    member: 'NotificationConfiguration',
    flat: true,
    inert: ['SkipDestinationValidation'],
    digests: [],
    actions: { put: 'PutBucketNotification', get: 'GetBucketNotification' },
    check: checkNotification,
  },
  {
    key: 'ownership',
    withoutEffect: true,
    put: 'PutBucketOwnershipControls',
    get: 'GetBucketOwnershipControls',
    remove: 'DeleteBucketOwnershipControls',
    member: 'OwnershipControls',
    actions: { remove: 'PutBucketOwnershipControls' },
    missing: ['OwnershipControlsNotFoundError', 'The bucket ownership controls were not found'],
  },
  {
    key: 'objectLock',
    put: 'PutObjectLockConfiguration',
    get: 'GetObjectLockConfiguration',
    member: 'ObjectLockConfiguration',
    inert: ['RequestPayer', 'Token'],
    actions: { put: 'PutBucketObjectLockConfiguration', get: 'GetBucketObjectLockConfiguration' },
    missing: ['ObjectLockConfigurationNotFoundError', 'Object Lock configuration does not exist for this bucket'],
    check: checkObjectLock,
    effect: (_value, bucket) => ({ ...bucket, objectLock: true }),
  },
  {
    key: 'cors',
    withoutEffect: true,
    put: 'PutBucketCors',
    get: 'GetBucketCors',
    remove: 'DeleteBucketCors',
    member: 'CORSConfiguration',
    flat: true,
    actions: { put: 'PutBucketCORS', get: 'GetBucketCORS', remove: 'PutBucketCORS' },
    missing: ['NoSuchCORSConfiguration', 'The CORS configuration does not exist'],
  },
];

function checkPolicy(value: unknown): void {
  try {
    const policy = JSON.parse(String(value)) as { Statement?: unknown };
    if (policy.Statement !== undefined) return;
  } catch {
    // Told below, as a policy without statements is.
  }
  throw s3Error('MalformedPolicy', {}, 'Policies must be valid JSON and have a Statement');
}

function checkNotification(value: unknown): void {
  const other = Object.entries(value as object).find(
    ([name, each]) => name !== 'EventBridgeConfiguration' && Array.isArray(each) && each.length > 0,
  );
  if (other) throw s3Error('NotImplemented', {}, `${other[0]} is not supported by local-aws: notify EventBridge`);
}

function checkObjectLock(_value: unknown, bucket: Bucket): void {
  if (bucket.versioning === 'Enabled') return;
  throw s3Error(
    'InvalidBucketState',
    {},
    "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
  );
}

const operationsOf = (setting: Setting): AnyOperation[] => {
  const { key, member, actions = {} } = setting;
  const common = { required: ['Bucket'] };
  const save = (bucket: Bucket, call: Call): void => storeOf(call).buckets.put(bucket);
  const put = operation<Record<string, unknown>, object>({
    ...common,
    name: setting.put,
    accepts: ['Bucket', ...(setting.withoutEffect ? [] : [member]), 'ExpectedBucketOwner'],
    inert: [
      ...(setting.withoutEffect ? [member] : []),
      ...(setting.digests ?? ['ContentMD5', 'ChecksumAlgorithm']),
      ...(setting.inert ?? []),
    ],
    required: ['Bucket', member],
    access: bucketAccess(actions.put ?? setting.put),
    run: (input, call) => {
      const bucket = bucketFor(input, call);
      const value = input[member];
      setting.check?.(value, bucket);
      const changed = setting.effect?.(value, bucket) ?? bucket;
      save({ ...changed, settings: { ...bucket.settings, [key]: value } }, call);
      return {};
    },
  });
  const get = operation<Record<string, unknown>, object>({
    ...common,
    name: setting.get,
    accepts: ['Bucket', 'ExpectedBucketOwner'],
    access: bucketAccess(actions.get ?? setting.get),
    run: (input, call) => {
      const bucket = bucketFor(input, call);
      const value = bucket.settings[key] ?? setting.standard;
      if (value === undefined && setting.missing) {
        const [code, message] = setting.missing;
        throw new AwsError(code, message, { status: 404, members: { BucketName: bucket.name } });
      }
      return setting.flat ? ((value ?? {}) as object) : { [member]: value };
    },
  });
  if (setting.remove === undefined) return [put, get];
  const remove = operation<Record<string, unknown>, object>({
    ...common,
    name: setting.remove,
    accepts: ['Bucket', 'ExpectedBucketOwner'],
    access: bucketAccess(actions.remove ?? setting.remove),
    run: (input, call) => {
      const bucket = bucketFor(input, call);
      const { [key]: _removed, ...rest } = bucket.settings;
      save({ ...bucket, settings: rest }, call);
      return {};
    },
  });
  return [put, get, remove];
};

/** Configurations of buckets: kept as they are put, given back as they are asked for. */
export const bucketSettings: Readonly<Record<string, AnyOperation>> = Object.fromEntries(
  settings.flatMap(operationsOf).map((each) => [each.name, each]),
);
