import type { FunctionCode } from '@aws-sdk/client-lambda';
import type { StoredCode } from '../../lambda/codeStore.ts';
import type { Call } from '../../service.ts';
import { invalid } from './configuration.ts';
import type { LambdaContext } from './context.ts';

/** Takes a package from the request or from S3, where the caller must be allowed to read it. */
export async function storeCode(
  context: LambdaContext,
  code: Pick<FunctionCode, 'ZipFile' | 'S3Bucket' | 'S3Key' | 'S3ObjectVersion'>,
  call: Call,
): Promise<StoredCode> {
  if (code.ZipFile) return context.code.store(code.ZipFile);
  if (!code.S3Bucket || !code.S3Key) throw invalid('Please provide a source for function code.');
  await context.cloud.call('s3', 'HeadObject', { Bucket: code.S3Bucket, Key: code.S3Key }, call.caller).catch(() => {
    throw invalid(
      `Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist (s3://${code.S3Bucket}/${code.S3Key}).`,
    );
  });
  const object = context.cloud.parts.objects.head(code.S3Bucket, code.S3Key);
  if (!object) throw invalid(`Error occurred while GetObject. S3 Error Code: NoSuchKey.`);
  return context.code.store(object.path);
}
