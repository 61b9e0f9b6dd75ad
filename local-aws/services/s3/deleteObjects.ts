import type { DeleteObjectsOutput, DeleteObjectsRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { bucketFor, objectArn } from './context.ts';
import { deleteOne } from './deleteObject.ts';
import { s3Error } from './errors.ts';

const MAX_KEYS = 1000;

export const deleteObjects = operation<DeleteObjectsRequest, DeleteObjectsOutput>({
  name: 'DeleteObjects',
  accepts: ['Bucket', 'Delete', 'BypassGovernanceRetention', 'ExpectedBucketOwner'],
  inert: ['RequestPayer', 'ChecksumAlgorithm'],
  required: ['Bucket', 'Delete'],
  access: ({ Bucket, Delete }) =>
    (Delete?.Objects ?? []).map(({ Key, VersionId }) => ({
      action: VersionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion',
      resource: objectArn(Bucket, Key),
    })),
  run: (input, call) => {
    const bucket = bucketFor(input, call);
    const objects = input.Delete?.Objects ?? [];
    if (objects.length === 0 || objects.length > MAX_KEYS) throw s3Error('MalformedXML');
    const answer: DeleteObjectsOutput & { Deleted: object[]; Errors: object[] } = { Deleted: [], Errors: [] };
    for (const { Key = '', VersionId } of objects) {
      try {
        const deleted = deleteOne(bucket, Key, VersionId, input.BypassGovernanceRetention ?? false, call);
        if (input.Delete?.Quiet) continue;
        answer.Deleted.push({
          Key,
          ...(VersionId !== undefined && { VersionId }),
          ...(deleted.DeleteMarker && { DeleteMarker: true, DeleteMarkerVersionId: deleted.VersionId }),
        });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        answer.Errors.push({
          Key,
          Code: error.code,
          Message: error.message,
          ...(VersionId !== undefined && { VersionId }),
        });
      }
    }
    return answer;
  },
});
