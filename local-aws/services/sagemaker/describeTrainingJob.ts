import type { DescribeTrainingJobRequest, DescribeTrainingJobResponse } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { sageMaker } from './context.ts';
import { builtInMetricDefinitions } from './training/metrics.ts';
import { trainingJobAccess, trainingJobNamed } from './training/trainingJobNamed.ts';

export const describeTrainingJob = operation<DescribeTrainingJobRequest, DescribeTrainingJobResponse>({
  name: 'DescribeTrainingJob',
  accepts: ['TrainingJobName'],
  required: ['TrainingJobName'],
  access: trainingJobAccess('DescribeTrainingJob'),
  run: ({ TrainingJobName }, call) => {
    const record = trainingJobNamed(sageMaker(call), TrainingJobName);
    const { Tags: _tags, ...request } = record.request;
    const { started, ended } = record;
    return {
      ...request,
      TrainingJobName,
      TrainingJobArn: record.arn,
      AlgorithmSpecification: {
        TrainingInputMode: 'File',
        ...request.AlgorithmSpecification,
        MetricDefinitions: request.AlgorithmSpecification?.MetricDefinitions ?? builtInMetricDefinitions(),
        EnableSageMakerMetricsTimeSeries: false,
      },
      ModelArtifacts: { S3ModelArtifacts: record.artifacts },
      TrainingJobStatus: record.status,
      SecondaryStatus: record.secondary,
      ...(record.failure !== undefined && { FailureReason: record.failure }),
      StoppingCondition: request.StoppingCondition,
      CreationTime: new Date(record.created),
      LastModifiedTime: new Date(record.modified),
      ...(started !== undefined && { TrainingStartTime: new Date(started) }),
      ...(ended !== undefined && { TrainingEndTime: new Date(ended) }),
      ...(started !== undefined &&
        ended !== undefined && {
          TrainingTimeInSeconds: Math.ceil((ended - started) / 1000),
          BillableTimeInSeconds: Math.ceil(record.billable / 1000),
        }),
      SecondaryStatusTransitions: record.transitions.map(({ StartTime, EndTime, ...rest }) => ({
        ...rest,
        StartTime: new Date(StartTime),
        ...(EndTime !== undefined && { EndTime: new Date(EndTime) }),
      })),
      FinalMetricDataList: record.metrics.map(({ Timestamp, ...rest }) => ({
        ...rest,
        Timestamp: new Date(Timestamp),
      })),
      EnableNetworkIsolation: request.EnableNetworkIsolation ?? false,
      EnableInterContainerTrafficEncryption: request.EnableInterContainerTrafficEncryption ?? false,
      EnableManagedSpotTraining: request.EnableManagedSpotTraining ?? false,
      ProfilingStatus: 'Disabled',
    };
  },
});
