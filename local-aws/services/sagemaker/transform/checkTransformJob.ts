import type { CreateTransformJobRequest } from '@aws-sdk/client-sagemaker';
import { checkMembers, knownMembers } from '../checkMembers.ts';
import { invalid, notOnTheLaptop } from '../errors.ts';
import { checkInstanceType } from '../instanceTypes.ts';
import { parseS3 } from '../s3Address.ts';
import { parseFilter } from './jsonPath.ts';

/** What can be told from the request alone. Throws `ValidationException`. */
export const checkTransformJob = (input: CreateTransformJobRequest): void => {
  const { TransformInput, TransformOutput, TransformResources, DataProcessing } = input;
  const source = TransformInput?.DataSource?.S3DataSource;
  checkMembers('TransformInput', TransformInput, knownMembers.TransformInput);
  checkMembers('TransformInput.S3DataSource', source, knownMembers.S3DataSource);
  checkMembers('TransformOutput', TransformOutput, knownMembers.TransformOutput);
  checkMembers('TransformResources', TransformResources, knownMembers.TransformResources);
  checkMembers('DataProcessing', DataProcessing, knownMembers.DataProcessing);
  parseS3('transformInput.s3Uri', source?.S3Uri);
  if (!['S3Prefix', 'ManifestFile'].includes(source?.S3DataType ?? ''))
    throw notOnTheLaptop(`S3DataType ${source?.S3DataType}`, 'use S3Prefix or ManifestFile');
  parseS3('transformOutput.s3OutputPath', TransformOutput?.S3OutputPath);
  const split = TransformInput?.SplitType ?? 'None';
  if (split !== 'None' && split !== 'Line') throw notOnTheLaptop(`SplitType ${split}`, 'use None or Line');
  if ((TransformResources?.InstanceCount ?? 1) !== 1)
    throw notOnTheLaptop(
      `InstanceCount ${TransformResources?.InstanceCount}`,
      'a transform job here runs on one instance',
    );
  checkInstanceType(TransformResources?.InstanceType);
  if (input.MaxPayloadInMB !== undefined && (input.MaxPayloadInMB < 0 || input.MaxPayloadInMB > 100))
    throw invalid(`Invalid MaxPayloadInMB ${input.MaxPayloadInMB}: it must be between 0 and 100.`);
  if (input.MaxPayloadInMB === 0) throw notOnTheLaptop('MaxPayloadInMB 0', 'built-in algorithms do not take streams');
  parseFilter('InputFilter', DataProcessing?.InputFilter);
  parseFilter('OutputFilter', DataProcessing?.OutputFilter);
  if (
    split === 'None' &&
    (DataProcessing?.JoinSource === 'Input' || DataProcessing?.InputFilter || DataProcessing?.OutputFilter)
  )
    throw invalid('DataProcessing needs SplitType Line: filters and joins work record by record.');
};
