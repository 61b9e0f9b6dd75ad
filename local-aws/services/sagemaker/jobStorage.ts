import { createReadStream, statSync } from 'node:fs';
import type { ListObjectsV2Output } from '@aws-sdk/client-s3';
import type { Cloud, StoredObject } from '../../cloud.ts';
import { AwsError } from '../../errors.ts';
import type { Caller } from '../../service.ts';
import { JobFailure } from './errors.ts';

/** A job's way to S3: every read and write is a call of the job's role, so that IAM decides it and the request log shows it. */
export class JobStorage {
  readonly caller: Caller;
  readonly credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
  readonly #cloud: Cloud;
  readonly #roleArn: string;

  constructor(cloud: Cloud, roleArn: string) {
    this.#cloud = cloud;
    this.#roleArn = roleArn;
    const { caller, ...credentials } = cloud.parts.credentials.issue(roleArn, 'SageMaker');
    this.caller = caller;
    this.credentials = credentials;
  }

  /** Keys below the prefix in order, without the markers of folders. Throws `JobFailure` in AWS's words when there are none. */
  async keys(bucket: string, prefix: string): Promise<string[]> {
    const keys: string[] = [];
    try {
      let token: string | undefined;
      do {
        const page = await this.#cloud.call<ListObjectsV2Output>(
          's3',
          'ListObjectsV2',
          { Bucket: bucket, Prefix: prefix, ...(token && { ContinuationToken: token }) },
          this.caller,
        );
        for (const { Key = '' } of page.Contents ?? []) if (!Key.endsWith('/')) keys.push(Key);
        token = page.NextContinuationToken;
      } while (token);
    } catch (error) {
      throw this.#noObjects(bucket, prefix, error instanceof Error ? error.message : String(error));
    }
    if (keys.length === 0) throw this.#noObjects(bucket, prefix, '');
    return keys;
  }

  #noObjects(bucket: string, prefix: string, cause: string): JobFailure {
    return new JobFailure(
      `ClientError: No S3 objects found under S3 URL "s3://${bucket}/${prefix}" given in input data source. Please ensure that the bucket exists in the selected region (${this.#cloud.region}), that objects exist under that S3 prefix, and that the role "${this.#roleArn}" has "s3:ListBucket" permissions on bucket "${bucket}".${cause ? ` Error message from S3: ${cause}` : ''}`,
    );
  }

  /** The object's file, once the role may read it. Throws `JobFailure`. */
  async file(bucket: string, key: string): Promise<StoredObject> {
    try {
      await this.#cloud.call('s3', 'HeadObject', { Bucket: bucket, Key: key }, this.caller);
    } catch (error) {
      const reason = error instanceof AwsError ? `${error.code}: ${error.message}` : String(error);
      throw new JobFailure(`ClientError: Data download failed: s3://${bucket}/${key}: ${reason}`);
    }
    const object = this.#cloud.parts.objects.head(bucket, key);
    if (!object) throw new JobFailure(`ClientError: Data download failed: s3://${bucket}/${key}: NoSuchKey (404)`);
    return object;
  }

  /** Writes a finished file as an object. Throws `JobFailure`. */
  async upload(bucket: string, key: string, file: string, kmsKeyId?: string): Promise<void> {
    try {
      await this.#cloud.call(
        's3',
        'PutObject',
        {
          Bucket: bucket,
          Key: key,
          Body: createReadStream(file),
          ContentLength: statSync(file).size,
          ...(kmsKeyId && { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: kmsKeyId }),
        },
        this.caller,
      );
    } catch (error) {
      const reason = error instanceof AwsError ? `${error.code}: ${error.message}` : String(error);
      throw new JobFailure(`ClientError: Data upload failed: s3://${bucket}/${key}: ${reason}`);
    }
  }
}
