import type { Cloud } from '../../cloud.ts';
import { escapeXml } from '../../protocols/xml.ts';
import type { AnyOperation, Service } from '../../service.ts';
import { abortMultipartUpload } from './abortMultipartUpload.ts';
import { getBucketAcl, getObjectAcl } from './acl.ts';
import { addressOf } from './address.ts';
import { bucketSettings } from './bucketSettings.ts';
import { getBucketVersioning, putBucketVersioning } from './bucketVersioning.ts';
import { completeMultipartUpload } from './completeMultipartUpload.ts';
import { copyObject } from './copyObject.ts';
import { createBucket } from './createBucket.ts';
import { createMultipartUpload } from './createMultipartUpload.ts';
import { deleteBucket } from './deleteBucket.ts';
import { deleteObject } from './deleteObject.ts';
import { deleteObjects } from './deleteObjects.ts';
import { getBucketLocation } from './getBucketLocation.ts';
import { getObject } from './getObject.ts';
import { getObjectAttributes } from './getObjectAttributes.ts';
import { headBucket } from './headBucket.ts';
import { headObject } from './headObject.ts';
import { listBuckets } from './listBuckets.ts';
import { listMultipartUploads } from './listMultipartUploads.ts';
import { listObjects } from './listObjects.ts';
import { listObjectsV2 } from './listObjectsV2.ts';
import { listObjectVersions } from './listObjectVersions.ts';
import { listParts } from './listParts.ts';
import { getObjectLegalHold, getObjectRetention, putObjectLegalHold, putObjectRetention } from './objectLock.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './objectTagging.ts';
import { putObject } from './putObject.ts';
import { S3Store } from './store/objectStore.ts';
import { uploadPart } from './uploadPart.ts';
import { uploadPartCopy } from './uploadPartCopy.ts';

const operations: readonly AnyOperation[] = [
  abortMultipartUpload,
  completeMultipartUpload,
  copyObject,
  createBucket,
  createMultipartUpload,
  deleteBucket,
  deleteObject,
  deleteObjects,
  deleteObjectTagging,
  getBucketAcl,
  getBucketLocation,
  getBucketVersioning,
  getObject,
  getObjectAcl,
  getObjectAttributes,
  getObjectLegalHold,
  getObjectRetention,
  getObjectTagging,
  headBucket,
  headObject,
  listBuckets,
  listMultipartUploads,
  listObjects,
  listObjectsV2,
  listObjectVersions,
  listParts,
  putBucketVersioning,
  putObject,
  putObjectLegalHold,
  putObjectRetention,
  putObjectTagging,
  uploadPart,
  uploadPartCopy,
];

export const createObjectStore = (cloud: Cloud): S3Store => new S3Store(cloud);

/** Objects as plain files, over S3's API. */
export const createS3 = (cloud: Cloud): Service => {
  const store = cloud.parts.objects as S3Store;
  return {
    name: 's3',
    protocols: ['restXml'],
    validationError: 'NotImplemented',
    operations: { ...Object.fromEntries(operations.map((each) => [each.name, each])), ...bucketSettings },
    address: addressOf,
    respond: (operation, output) => {
      if (operation !== 'GetBucketLocation') return undefined;
      const region = (output as { LocationConstraint?: string }).LocationConstraint ?? '';
      return {
        status: 200,
        headers: { 'content-type': 'application/xml' },
        body: `<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${escapeXml(region)}</LocationConstraint>`,
      };
    },
    resourcePolicy: (resource) => {
      const name = /^arn:aws:s3:::([^/]+)/.exec(resource)?.[1];
      return store.buckets.find(name ?? '')?.settings.policy as string | undefined;
    },
    close: () => store.close(),
  };
};
