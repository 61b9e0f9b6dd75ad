import type {
  DeleteObjectTaggingOutput,
  DeleteObjectTaggingRequest,
  GetObjectTaggingOutput,
  GetObjectTaggingRequest,
  PutObjectTaggingOutput,
  PutObjectTaggingRequest,
} from '@aws-sdk/client-s3';
import { type Call, operation } from '../../service.ts';
import { bucketFor, objectAccess, storeOf, versionFor, versionMember } from './context.ts';
import { checkedTags, tagSet } from './tags.ts';

const accepted = ['Bucket', 'Key', 'VersionId', 'ExpectedBucketOwner'] as const;

export const getObjectTagging = operation<GetObjectTaggingRequest, GetObjectTaggingOutput>({
  name: 'GetObjectTagging',
  accepts: accepted,
  inert: ['RequestPayer'],
  required: ['Bucket', 'Key'],
  access: objectAccess('GetObjectTagging', 'GetObjectVersionTagging'),
  run: (input, call) => {
    const row = versionFor(input, call);
    return { TagSet: tagSet(row.facts.tags ?? {}), ...versionMember(bucketFor(input, call), row) };
  },
});

export const putObjectTagging = operation<PutObjectTaggingRequest, PutObjectTaggingOutput>({
  name: 'PutObjectTagging',
  accepts: [...accepted, 'Tagging'],
  inert: ['RequestPayer', 'ContentMD5', 'ChecksumAlgorithm'],
  required: ['Bucket', 'Key', 'Tagging'],
  access: objectAccess('PutObjectTagging', 'PutObjectVersionTagging'),
  run: (input, call) => setTags(input, checkedTags(input.Tagging?.TagSet ?? []), call),
});

export const deleteObjectTagging = operation<DeleteObjectTaggingRequest, DeleteObjectTaggingOutput>({
  name: 'DeleteObjectTagging',
  accepts: accepted,
  required: ['Bucket', 'Key'],
  access: objectAccess('DeleteObjectTagging', 'DeleteObjectVersionTagging'),
  run: (input, call) => setTags(input, undefined, call),
});

const setTags = (input: DeleteObjectTaggingRequest, tags: Record<string, string> | undefined, call: Call) => {
  const row = versionFor(input, call);
  const { tags: _before, ...facts } = row.facts;
  storeOf(call).versions.setFacts(row, { ...facts, ...(tags && { tags }) });
  return versionMember(bucketFor(input, call), row);
};
