import type { CompletedPart, CompleteMultipartUploadOutput, CompleteMultipartUploadRequest } from '@aws-sdk/client-s3';
import { operation } from '../../service.ts';
import { checksumAnswer, encryptionMembers } from './answer.ts';
import { type Algorithm, algorithms, type Checksums, givenChecksums } from './checksums/algorithms.ts';
import { bucketFor, objectAccess, storeOf, versionMember } from './context.ts';
import { s3Error } from './errors.ts';
import type { Part, Upload } from './store/uploads.ts';
import type { ObjectFacts } from './store/versions.ts';

/** Every part but the last must have that many bytes. */
const LEAST = 5 * 1024 * 1024;

export const completeMultipartUpload = operation<CompleteMultipartUploadRequest, CompleteMultipartUploadOutput>({
  name: 'CompleteMultipartUpload',
  accepts: [
    'Bucket',
    'Key',
    'UploadId',
    'MultipartUpload',
    'IfMatch',
    'IfNoneMatch',
    'MpuObjectSize',
    'ChecksumType',
    'ChecksumCRC32',
    'ChecksumCRC32C',
    'ChecksumCRC64NVME',
    'ChecksumSHA1',
    'ChecksumSHA256',
    'ChecksumSHA512',
    'ChecksumMD5',
    'ExpectedBucketOwner',
  ],
  inert: ['RequestPayer'],
  required: ['Bucket', 'Key', 'UploadId'],
  access: objectAccess('PutObject'),
  run: async (input, call) => {
    const bucket = bucketFor(input, call);
    const store = storeOf(call);
    const upload = store.uploads.get(input.Bucket, input.Key, input.UploadId);
    const parts = chosenParts(input.MultipartUpload?.Parts ?? [], store.uploads.parts(upload), upload);
    const composite = upload.checksumType === 'COMPOSITE';
    const given = givenChecksums(input);
    const whole = new Set<Algorithm>(composite ? [] : (Object.keys(given) as Algorithm[]));
    if (!composite) whole.add(upload.algorithm ?? 'CRC64NVME');
    const joined = await store.uploads.join(upload, parts, [...whole]);
    const checksums = composite && upload.algorithm ? compositeOf(upload.algorithm, parts) : joined.checksums;
    try {
      checkWhole(input, given, checksums, joined.size);
    } catch (error) {
      store.discard(joined);
      throw error;
    }
    const facts: ObjectFacts = {
      ...upload.facts,
      checksums,
      checksumType: composite ? 'COMPOSITE' : 'FULL_OBJECT',
      parts: parts.map(({ number, size, checksums: each }) => ({ number, size, checksums: each })),
    };
    const row = store.commit(
      bucket.name,
      upload.key,
      joined,
      facts,
      { ifMatch: input.IfMatch, ifNoneMatch: input.IfNoneMatch },
      { reason: 'CompleteMultipartUpload', requestId: call.requestId, requester: call.caller.arn },
    );
    store.uploads.drop(upload);
    return {
      Location: `${call.endpoint}/${bucket.name}/${encodeURIComponent(upload.key)}`,
      Bucket: bucket.name,
      Key: upload.key,
      ETag: row.etag,
      ...versionMember(bucket, row),
      ...encryptionMembers(row),
      ...checksumAnswer(row),
    };
  },
});

/** The parts that the request names, in its order. Throws `MalformedXML`, `InvalidPartOrder`, `InvalidPart`, `EntityTooSmall`. */
const chosenParts = (named: readonly CompletedPart[], stored: readonly Part[], upload: Upload): Part[] => {
  if (named.length === 0) throw s3Error('MalformedXML');
  const byNumber = new Map(stored.map((part) => [part.number, part]));
  let before = 0;
  const parts = named.map((each) => {
    const number = each.PartNumber ?? 0;
    if (number <= before) throw s3Error('InvalidPartOrder', { UploadId: upload.id });
    before = number;
    const part = byNumber.get(number);
    if (!part || (each.ETag ?? '').replaceAll('"', '') !== part.md5) {
      throw s3Error('InvalidPart', { UploadId: upload.id, PartNumber: number, ETag: each.ETag });
    }
    for (const [name, value] of Object.entries(givenChecksums(each))) {
      const own = part.checksums[name as Algorithm];
      if (own !== undefined && own !== value) throw s3Error('InvalidPart', { UploadId: upload.id, PartNumber: number });
    }
    return part;
  });
  for (const part of parts.slice(0, -1)) {
    if (part.size >= LEAST) continue;
    throw s3Error('EntityTooSmall', {
      ProposedSize: part.size,
      MinSizeAllowed: LEAST,
      PartNumber: part.number,
      ETag: part.md5,
    });
  }
  return parts;
};

/** A checksum of the parts' checksums, with their number. */
const compositeOf = (algorithm: Algorithm, parts: readonly Part[]): Checksums => {
  const running = algorithms[algorithm]();
  for (const part of parts) {
    const own = part.checksums[algorithm];
    if (own === undefined)
      throw s3Error('InvalidPart', { PartNumber: part.number }, `The part has no ${algorithm} checksum`);
    running.update(Buffer.from(own, 'base64'));
  }
  return { [algorithm]: `${running.digest().toString('base64')}-${parts.length}` };
};

const checkWhole = (
  input: CompleteMultipartUploadRequest,
  given: Checksums,
  computed: Checksums,
  size: number,
): void => {
  if (input.MpuObjectSize !== undefined && Number(input.MpuObjectSize) !== size) {
    throw s3Error(
      'InvalidRequest',
      {},
      `The provided 'x-amz-mp-object-size' header value ${input.MpuObjectSize} does not match what was computed: ${size}`,
    );
  }
  for (const [name, value] of Object.entries(given)) {
    const own = computed[name as Algorithm];
    const same = own === value || own?.replace(/-\d+$/, '') === value;
    if (!same) throw s3Error('BadDigest', {}, `The ${name} you specified did not match the calculated checksum.`);
  }
};
