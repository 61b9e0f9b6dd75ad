import type { DescribeTransformJobRequest, DescribeTransformJobResponse } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { sageMaker } from './context.ts';
import { transformJobAccess, transformJobNamed } from './transform/transformJobNamed.ts';

export const describeTransformJob = operation<DescribeTransformJobRequest, DescribeTransformJobResponse>({
  name: 'DescribeTransformJob',
  accepts: ['TransformJobName'],
  required: ['TransformJobName'],
  access: transformJobAccess('DescribeTransformJob'),
  run: ({ TransformJobName }, call) => {
    const record = transformJobNamed(sageMaker(call), TransformJobName);
    const { Tags: _tags, ...request } = record.request;
    return {
      ...request,
      TransformJobName,
      TransformJobArn: record.arn,
      TransformJobStatus: record.status,
      ...(record.failure !== undefined && { FailureReason: record.failure }),
      CreationTime: new Date(record.created),
      ...(record.started !== undefined && { TransformStartTime: new Date(record.started) }),
      ...(record.ended !== undefined && { TransformEndTime: new Date(record.ended) }),
    };
  },
});
