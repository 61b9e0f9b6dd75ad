import { notOnTheLaptop } from './errors.ts';

/**
 * Refuses members below the top level that the laptop does not know: the dispatcher looks at the top level alone. Throws
 * `ValidationException` that names the member by its path.
 */
export const checkMembers = (path: string, value: object | undefined, known: readonly string[]): void => {
  for (const [name, member] of Object.entries(value ?? {}))
    if (member !== undefined && member !== null && !known.includes(name))
      throw notOnTheLaptop(`${path}.${name}`, `known here: ${known.join(', ')}`);
};

/** Members that have their effect or, where SUPPORT.md says so, are taken without one. */
export const knownMembers = {
  AlgorithmSpecification: [
    'TrainingImage',
    'TrainingInputMode',
    'MetricDefinitions',
    'EnableSageMakerMetricsTimeSeries',
  ],
  ResourceConfig: ['InstanceType', 'InstanceCount', 'VolumeSizeInGB', 'VolumeKmsKeyId', 'KeepAlivePeriodInSeconds'],
  StoppingCondition: ['MaxRuntimeInSeconds', 'MaxWaitTimeInSeconds', 'MaxPendingTimeInSeconds'],
  OutputDataConfig: ['S3OutputPath', 'KmsKeyId', 'CompressionType'],
  CheckpointConfig: ['S3Uri', 'LocalPath'],
  Channel: ['ChannelName', 'DataSource', 'ContentType', 'CompressionType', 'RecordWrapperType', 'InputMode'],
  S3DataSource: ['S3DataType', 'S3Uri', 'S3DataDistributionType'],
  TransformInput: ['DataSource', 'ContentType', 'CompressionType', 'SplitType'],
  TransformOutput: ['S3OutputPath', 'Accept', 'AssembleWith', 'KmsKeyId'],
  TransformResources: ['InstanceType', 'InstanceCount', 'VolumeKmsKeyId'],
  DataProcessing: ['InputFilter', 'OutputFilter', 'JoinSource'],
  ContainerDefinition: ['Image', 'ModelDataUrl', 'Environment', 'ModelPackageName', 'ContainerHostname', 'Mode'],
  ProductionVariant: [
    'VariantName',
    'ModelName',
    'InitialInstanceCount',
    'InstanceType',
    'InitialVariantWeight',
    'ServerlessConfig',
    'VolumeSizeInGB',
    'ContainerStartupHealthCheckTimeoutInSeconds',
    'ModelDataDownloadTimeoutInSeconds',
  ],
  DeploymentConfig: ['BlueGreenUpdatePolicy', 'AutoRollbackConfiguration'],
  BlueGreenUpdatePolicy: [
    'TrafficRoutingConfiguration',
    'TerminationWaitInSeconds',
    'MaximumExecutionTimeoutInSeconds',
  ],
} as const;

/** Of those, the ones without an effect here. */
export const inertMembers: Readonly<Record<string, string>> = {
  'AlgorithmSpecification.EnableSageMakerMetricsTimeSeries': 'metrics are in FinalMetricDataList and in the log',
  'ResourceConfig.VolumeSizeInGB': 'the disk is the laptop’s',
  'ResourceConfig.VolumeKmsKeyId': 'job folders are not encrypted',
  'ResourceConfig.KeepAlivePeriodInSeconds': 'a process starts in less than a second',
  'StoppingCondition.MaxPendingTimeInSeconds': 'a job never waits for an instance',
  'S3DataSource.S3DataDistributionType': 'there is one instance',
  'TransformResources.VolumeKmsKeyId': 'job folders are not encrypted',
  'ContainerDefinition.ContainerHostname': 'a model has one container',
  'ProductionVariant.ServerlessConfig': 'one process serves it, as any variant',
  'ProductionVariant.InitialInstanceCount': 'one process serves a variant; the number weighs only in canary sizes',
  'ProductionVariant.VolumeSizeInGB': 'the disk is the laptop’s',
  'ProductionVariant.ContainerStartupHealthCheckTimeoutInSeconds': 'a process has 60 s to answer /ping',
  'ProductionVariant.ModelDataDownloadTimeoutInSeconds': 'the model is on the same disk',
};
