import type { TrainingJobRecord } from '../records.ts';

/** The detail of "SageMaker Training Job State Change". */
export const trainingJobEvent = (record: TrainingJobRecord): object => {
  const { request } = record;
  return {
    TrainingJobName: request.TrainingJobName,
    TrainingJobArn: record.arn,
    TrainingJobStatus: record.status,
    SecondaryStatus: record.secondary,
    ...(record.failure !== undefined && { FailureReason: record.failure }),
    HyperParameters: request.HyperParameters ?? {},
    AlgorithmSpecification: request.AlgorithmSpecification,
    RoleArn: request.RoleArn,
    InputDataConfig: request.InputDataConfig ?? [],
    OutputDataConfig: request.OutputDataConfig,
    ResourceConfig: request.ResourceConfig,
    ...(request.VpcConfig && { VpcConfig: request.VpcConfig }),
    StoppingCondition: request.StoppingCondition,
    ...(record.artifacts !== undefined && { ModelArtifacts: { S3ModelArtifacts: record.artifacts } }),
    CreationTime: record.created,
    ...(record.started !== undefined && { TrainingStartTime: record.started }),
    ...(record.ended !== undefined && { TrainingEndTime: record.ended }),
    LastModifiedTime: record.modified,
    SecondaryStatusTransitions: record.transitions,
  };
};
