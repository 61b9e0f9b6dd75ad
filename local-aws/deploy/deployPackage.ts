import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { readPackage } from './packageFiles.ts';
import { StackClient } from './stackClient.ts';

export interface Deployment {
  endpoint: string;
  /** Where `osls package` has left its files. */
  packageDirectory: string;
  stackName: string;
}

/** A creation that failed leaves a stack that can only be deleted. */
const UNUSABLE = /^(CREATE_FAILED|ROLLBACK_COMPLETE|ROLLBACK_FAILED|DELETE_FAILED)$/;

/**
 * Deploys a package through the same calls of CloudFormation and S3 that osls makes; a package that is deployed already costs two looks.
 * Rejects with `DeployFailed`, which names the resource and its reason; a failed change leaves the stack as it was.
 */
export async function deployPackage({ endpoint, packageDirectory, stackName }: Deployment): Promise<void> {
  const { createTemplate, template, uploads } = await readPackage(packageDirectory);
  const stack = new StackClient(endpoint, stackName);
  let status = (await stack.settled())?.StackStatus;
  if (status !== undefined && UNUSABLE.test(status)) {
    await stack.delete();
    status = undefined;
  }
  if (status === undefined) await stack.create(createTemplate);
  else if ((await stack.template()) === template) return;

  const Bucket = await stack.physicalId('ServerlessDeploymentBucket');
  const s3 = new S3Client({ endpoint, forcePathStyle: true });
  const templateKey = `templates/${createHash('sha256').update(template).digest('hex')}.json`;
  await Promise.all(
    [...uploads].map(async ([Key, file]) => s3.send(new PutObjectCommand({ Bucket, Key, Body: await readFile(file) }))),
  );
  await s3.send(new PutObjectCommand({ Bucket, Key: templateKey, Body: template }));
  await stack.change(`${endpoint}/${Bucket}/${templateKey}`);
}
