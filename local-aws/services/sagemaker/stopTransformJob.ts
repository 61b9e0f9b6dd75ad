import type { StopTransformJobRequest } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { sageMaker } from './context.ts';
import { invalid } from './errors.ts';
import { transformJobAccess, transformJobNamed } from './transform/transformJobNamed.ts';

export const stopTransformJob = operation<StopTransformJobRequest, object>({
  name: 'StopTransformJob',
  accepts: ['TransformJobName'],
  required: ['TransformJobName'],
  access: transformJobAccess('StopTransformJob'),
  run: ({ TransformJobName = '' }, call) => {
    const context = sageMaker(call);
    const record = transformJobNamed(context, TransformJobName);
    if (record.status === 'Stopping') return {};
    if (record.status !== 'InProgress' || !context.transform.stop(TransformJobName))
      throw invalid(`The request was rejected because the transform job is in status ${record.status}: ${record.arn}`);
    return {};
  },
});
