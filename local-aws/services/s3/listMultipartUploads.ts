import type { ListMultipartUploadsOutput, ListMultipartUploadsRequest } from '@aws-sdk/client-s3';
import { operation } from '../../service.ts';
import { bucketAccess, bucketFor, storeOf } from './context.ts';
import { commonPrefixOf, encoder, maxKeysOf, owner } from './listing.ts';
import type { Upload } from './store/uploads.ts';

export const listMultipartUploads = operation<ListMultipartUploadsRequest, ListMultipartUploadsOutput>({
  name: 'ListMultipartUploads',
  accepts: [
    'Bucket',
    'Prefix',
    'Delimiter',
    'MaxUploads',
    'KeyMarker',
    'UploadIdMarker',
    'EncodingType',
    'ExpectedBucketOwner',
  ],
  inert: ['RequestPayer'],
  required: ['Bucket'],
  access: bucketAccess('ListBucketMultipartUploads'),
  run: (input, call) => {
    const bucket = bucketFor(input, call);
    const encode = encoder(input.EncodingType);
    const most = maxKeysOf(input.MaxUploads);
    const { Prefix: prefix = '', Delimiter: delimiter } = input;
    const all = behind(storeOf(call).uploads.list(bucket.name), input).filter(({ key }) => key.startsWith(prefix));
    const commonOf = ({ key }: Upload) => (delimiter ? commonPrefixOf(key, prefix, delimiter) : undefined);
    const uploads = all.filter((upload) => commonOf(upload) === undefined);
    const page = uploads.slice(0, most);
    const last = page.at(-1);
    return {
      Bucket: bucket.name,
      Prefix: encode(prefix),
      KeyMarker: encode(input.KeyMarker ?? ''),
      UploadIdMarker: input.UploadIdMarker ?? '',
      MaxUploads: most,
      IsTruncated: uploads.length > page.length,
      ...(delimiter !== undefined && { Delimiter: encode(delimiter) }),
      ...(input.EncodingType !== undefined && { EncodingType: input.EncodingType }),
      ...(uploads.length > page.length && last && { NextKeyMarker: encode(last.key), NextUploadIdMarker: last.id }),
      Uploads: page.map((upload) => ({
        UploadId: upload.id,
        Key: encode(upload.key),
        Initiated: new Date(upload.initiated),
        StorageClass: (upload.facts.storageClass ?? 'STANDARD') as 'STANDARD',
        Owner: owner(call.cloud.account),
        Initiator: { ID: upload.initiator, DisplayName: 'local-aws' },
        ...(upload.algorithm && { ChecksumAlgorithm: upload.algorithm, ChecksumType: upload.checksumType }),
      })),
      CommonPrefixes: [...new Set(all.flatMap((upload) => commonOf(upload) ?? []))].map((Prefix) => ({
        Prefix: encode(Prefix),
      })),
    };
  },
});

/** Uploads behind the markers: of later keys, and of the marker's key those that were begun later. */
const behind = (uploads: readonly Upload[], { KeyMarker, UploadIdMarker }: ListMultipartUploadsRequest): Upload[] => {
  if (!KeyMarker) return [...uploads];
  const at = UploadIdMarker ? uploads.findIndex(({ id }) => id === UploadIdMarker) : -1;
  return uploads.filter(({ key }, index) => key > KeyMarker || (at >= 0 && key === KeyMarker && index > at));
};
