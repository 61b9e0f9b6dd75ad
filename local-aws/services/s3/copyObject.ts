import { linkSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import type { CopyObjectOutput, CopyObjectRequest } from '@aws-sdk/client-s3';
import { operation } from '../../service.ts';
import { checksumAnswer, encryptionMembers } from './answer.ts';
import { type Algorithm, checksumMembers, isAlgorithm } from './checksums/algorithms.ts';
import { bucketFor, objectArn, storeOf, versionMember } from './context.ts';
import { copySource, copySourceAccess, copySourceMembers } from './copySource.ts';
import { newDataKey, useDataKey } from './encryption.ts';
import { s3Error } from './errors.ts';
import { factMembers, factsOf, inertFactMembers } from './objectFacts.ts';
import { writeAccess } from './putObject.ts';
import { digestFile } from './store/receive.ts';
import type { ObjectFacts, ObjectVersion } from './store/versions.ts';

export const copyObject = operation<CopyObjectRequest, CopyObjectOutput>({
  name: 'CopyObject',
  accepts: [
    'Bucket',
    'Key',
    'MetadataDirective',
    'TaggingDirective',
    'ChecksumAlgorithm',
    'IfMatch',
    'IfNoneMatch',
    'ExpectedBucketOwner',
    ...copySourceMembers,
    ...factMembers,
  ],
  inert: [...inertFactMembers],
  required: ['Bucket', 'Key', 'CopySource'],
  access: (input) => [copySourceAccess(input), ...writeAccess(input)],
  run: async (input, call) => {
    const bucket = bucketFor(input, call);
    const source = copySource(input, call);
    checkItself(input, source);
    const store = storeOf(call);
    const facts = copiedFacts(input, source, factsOf(input, bucket, call));
    await useDataKey(source.facts, call);
    await newDataKey(facts, objectArn(bucket.name, input.Key), call);
    // Files never change, so a copy is a second name of the same bytes.
    const file = store.files.incoming();
    await link(store.path(source), file);
    const algorithm = input.ChecksumAlgorithm;
    const fresh =
      algorithm !== undefined && isAlgorithm(algorithm) ? await digestFile(file, [algorithm as Algorithm]) : undefined;
    const received = { file, size: source.size, md5: '', checksums: fresh?.checksums ?? source.facts.checksums ?? {} };
    const single = !source.etag.includes('-');
    const etag = single ? source.etag : `"${(await digestFile(file)).md5}"`;
    const row = store.commit(
      bucket.name,
      input.Key ?? '',
      { ...received, etag },
      { ...facts, checksums: received.checksums },
      { ifMatch: input.IfMatch, ifNoneMatch: input.IfNoneMatch },
      { reason: 'CopyObject', requestId: call.requestId, requester: call.caller.arn },
    );
    return {
      CopyObjectResult: {
        ETag: row.etag,
        LastModified: new Date(row.modified),
        ...checksumMembers(received.checksums),
        ...(row.facts.checksums && { ChecksumType: checksumAnswer(row).ChecksumType ?? 'FULL_OBJECT' }),
      },
      ...versionMember(bucket, row),
      ...(source.version !== 'null' && { CopySourceVersionId: source.version }),
      ...encryptionMembers(row),
    };
  },
});

const link = async (from: string, to: string): Promise<void> => {
  try {
    linkSync(from, to);
  } catch {
    await copyFile(from, to);
  }
};

const checkItself = (input: CopyObjectRequest, source: ObjectVersion): void => {
  const changes =
    input.MetadataDirective === 'REPLACE' ||
    input.TaggingDirective === 'REPLACE' ||
    input.StorageClass !== undefined ||
    input.ServerSideEncryption !== undefined ||
    input.WebsiteRedirectLocation !== undefined ||
    !source.latest;
  if (changes || source.bucket !== input.Bucket || source.key !== input.Key) return;
  throw s3Error(
    'InvalidRequest',
    {},
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
};

const copiedFacts = (input: CopyObjectRequest, source: ObjectVersion, own: ObjectFacts): ObjectFacts => {
  const { encryption, retention, legalHold, storageClass, websiteRedirectLocation, tags } = own;
  const kept: ObjectFacts = input.MetadataDirective === 'REPLACE' ? own : { ...source.facts };
  delete kept.parts;
  delete kept.retention;
  delete kept.legalHold;
  delete kept.checksumType;
  const tagging = input.TaggingDirective === 'REPLACE' ? tags : source.facts.tags;
  delete kept.tags;
  return {
    ...kept,
    ...(encryption && { encryption }),
    ...(retention && { retention }),
    ...(legalHold !== undefined && { legalHold }),
    ...(storageClass !== undefined && { storageClass }),
    ...(websiteRedirectLocation !== undefined && { websiteRedirectLocation }),
    ...(tagging && { tags: tagging }),
  };
};
