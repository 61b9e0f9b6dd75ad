import { type ProvisionContext, type Provisioner, physical, tagList, text } from '../provisioner.ts';
import type { PhysicalResource } from '../stackRecords.ts';
import type { Value, ValueMap } from '../template.ts';
import { lifecycleRules } from './bucketLifecycle.ts';
import { ignoreMissing } from './ignoreMissing.ts';

/** Each setting of a bucket: how it is put, and how it is taken away when an update drops it. */
interface Setting {
  property: string;
  put(bucket: string, value: Value, context: ProvisionContext): Promise<unknown>;
  remove?(bucket: string, context: ProvisionContext): Promise<unknown>;
}

const map = (value: Value): ValueMap => (value ?? {}) as ValueMap;

const SETTINGS: readonly Setting[] = [
  {
    property: 'VersioningConfiguration',
    put: (Bucket, value, { call }) => call('s3', 'PutBucketVersioning', { Bucket, VersioningConfiguration: value }),
    remove: (Bucket, { call }) =>
      call('s3', 'PutBucketVersioning', { Bucket, VersioningConfiguration: { Status: 'Suspended' } }),
  },
  {
    property: 'BucketEncryption',
    put: (Bucket, value, { call }) => {
      const rules = (map(value).ServerSideEncryptionConfiguration ?? []) as ValueMap[];
      const Rules = rules.map(({ ServerSideEncryptionByDefault, ...rest }) => ({
        ...rest,
        ...(ServerSideEncryptionByDefault && { ApplyServerSideEncryptionByDefault: ServerSideEncryptionByDefault }),
      }));
      return call('s3', 'PutBucketEncryption', { Bucket, ServerSideEncryptionConfiguration: { Rules } });
    },
    remove: (Bucket, { call }) => call('s3', 'DeleteBucketEncryption', { Bucket }),
  },
  {
    property: 'PublicAccessBlockConfiguration',
    put: (Bucket, value, { call }) =>
      call('s3', 'PutPublicAccessBlock', { Bucket, PublicAccessBlockConfiguration: value }),
    remove: (Bucket, { call }) => call('s3', 'DeletePublicAccessBlock', { Bucket }),
  },
  {
    property: 'OwnershipControls',
    put: (Bucket, value, { call }) => call('s3', 'PutBucketOwnershipControls', { Bucket, OwnershipControls: value }),
    remove: (Bucket, { call }) => call('s3', 'DeleteBucketOwnershipControls', { Bucket }),
  },
  {
    property: 'LifecycleConfiguration',
    put: (Bucket, value, { call }) =>
      call('s3', 'PutBucketLifecycleConfiguration', {
        Bucket,
        LifecycleConfiguration: { Rules: lifecycleRules((map(value).Rules ?? []) as ValueMap[]) },
      }),
    remove: (Bucket, { call }) => call('s3', 'DeleteBucketLifecycle', { Bucket }),
  },
  {
    property: 'LoggingConfiguration',
    put: (Bucket, value, { call }) => {
      const { DestinationBucketName, LogFilePrefix } = map(value);
      return call('s3', 'PutBucketLogging', {
        Bucket,
        BucketLoggingStatus: {
          LoggingEnabled: { TargetBucket: DestinationBucketName ?? Bucket, TargetPrefix: LogFilePrefix ?? '' },
        },
      });
    },
    remove: (Bucket, { call }) => call('s3', 'PutBucketLogging', { Bucket, BucketLoggingStatus: {} }),
  },
  {
    property: 'ObjectLockConfiguration',
    put: (Bucket, value, { call }) =>
      call('s3', 'PutObjectLockConfiguration', { Bucket, ObjectLockConfiguration: value }),
  },
  {
    property: 'NotificationConfiguration',
    put: (Bucket, value, { call }) => {
      const { EventBridgeConfiguration, ...others } = map(value);
      const enabled = EventBridgeConfiguration && String(map(EventBridgeConfiguration).EventBridgeEnabled) !== 'false';
      return call('s3', 'PutBucketNotificationConfiguration', {
        Bucket,
        NotificationConfiguration: { ...others, ...(enabled && { EventBridgeConfiguration: {} }) },
      });
    },
    remove: (Bucket, { call }) =>
      call('s3', 'PutBucketNotificationConfiguration', { Bucket, NotificationConfiguration: {} }),
  },
];

export const bucket: Provisioner = {
  type: 'AWS::S3::Bucket',
  properties: ['BucketName', 'ObjectLockEnabled', 'Tags', ...SETTINGS.map(({ property }) => property)],
  inert: ['AccessControl', 'IntelligentTieringConfigurations', 'MetricsConfigurations'],
  replaceOn: ['BucketName', 'ObjectLockEnabled'],
  nameProperty: 'BucketName',
  attributes: ['Arn', 'DomainName', 'RegionalDomainName', 'DualStackDomainName', 'WebsiteURL'],
  create: async (properties, context) => {
    const name = text(properties, 'BucketName') ?? context.newName(63).toLowerCase();
    const { region } = context.cloud;
    await context.call('s3', 'CreateBucket', {
      Bucket: name,
      ...(region !== 'us-east-1' && { CreateBucketConfiguration: { LocationConstraint: region } }),
      ...(properties.ObjectLockEnabled !== undefined && { ObjectLockEnabledForBucket: properties.ObjectLockEnabled }),
    });
    const made = context.made(describe(name, region));
    await putSettings(name, properties, {}, context);
    return made;
  },
  update: async (known, properties, previous, context) => {
    await putSettings(known.physicalId, properties, previous, context);
    return known;
  },
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreMissing(context.call('s3', 'DeleteBucket', { Bucket: physicalId }));
  },
};

async function putSettings(name: string, properties: ValueMap, previous: ValueMap, context: ProvisionContext) {
  for (const { property, put, remove } of SETTINGS) {
    const value = properties[property];
    if (JSON.stringify(value) === JSON.stringify(previous[property])) continue;
    if (value !== undefined) await put(name, value, context);
    else await remove?.(name, context);
  }
  const TagSet = tagList(properties, context);
  if (TagSet.length > 0) await context.call('s3', 'PutBucketTagging', { Bucket: name, Tagging: { TagSet } });
}

function describe(name: string, region: string): PhysicalResource {
  return physical(name, {
    Arn: `arn:aws:s3:::${name}`,
    DomainName: `${name}.s3.amazonaws.com`,
    RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
    DualStackDomainName: `${name}.s3.dualstack.${region}.amazonaws.com`,
    WebsiteURL: `http://${name}.s3-website-${region}.amazonaws.com`,
  });
}
