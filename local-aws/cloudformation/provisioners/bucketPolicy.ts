import { type Provisioner, physical, policyText, text } from '../provisioner.ts';
import { ignoreMissing } from './ignoreMissing.ts';

export const bucketPolicy: Provisioner = {
  type: 'AWS::S3::BucketPolicy',
  properties: ['Bucket', 'PolicyDocument'],
  required: ['Bucket', 'PolicyDocument'],
  replaceOn: ['Bucket'],
  attributes: [],
  create: async (properties, { call }) => {
    const Bucket = text(properties, 'Bucket') ?? '';
    await call('s3', 'PutBucketPolicy', { Bucket, Policy: policyText(properties.PolicyDocument) });
    return physical(Bucket);
  },
  update: async (known, properties, _previous, { call }) => {
    await call('s3', 'PutBucketPolicy', { Bucket: known.physicalId, Policy: policyText(properties.PolicyDocument) });
    return known;
  },
  delete: ({ physicalId }, _properties, { call }) =>
    ignoreMissing(call('s3', 'DeleteBucketPolicy', { Bucket: physicalId })),
};
