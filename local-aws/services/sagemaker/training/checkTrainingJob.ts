import type { Channel, CreateTrainingJobRequest } from '@aws-sdk/client-sagemaker';
import { checkMembers, knownMembers } from '../checkMembers.ts';
import { invalid, notOnTheLaptop } from '../errors.ts';
import { checkInstanceType } from '../instanceTypes.ts';
import { parseS3 } from '../s3Address.ts';
import { programOf } from './userCode.ts';

/** What can be told from the request alone. Throws `ValidationException`; an image that does not run is the job's failure, not the call's. */
export const checkTrainingJob = (input: CreateTrainingJobRequest): void => {
  const { AlgorithmSpecification: algorithm, ResourceConfig: resources, StoppingCondition: stopping } = input;
  if (!algorithm?.TrainingImage)
    throw notOnTheLaptop('AlgorithmSpecification without TrainingImage', 'name the image of the algorithm');
  if (algorithm.ContainerEntrypoint || algorithm.ContainerArguments)
    throw notOnTheLaptop('ContainerEntrypoint and ContainerArguments', 'use the image as it is, or script mode');
  checkMembers('AlgorithmSpecification', algorithm, knownMembers.AlgorithmSpecification);
  if (algorithm.TrainingInputMode === 'Pipe') throw pipe();
  for (const { Name, Regex } of algorithm.MetricDefinitions ?? []) checkPattern(Name, Regex);
  if (resources?.InstanceGroups?.length)
    throw notOnTheLaptop('ResourceConfig.InstanceGroups', 'use one instance with InstanceType and InstanceCount');
  checkMembers('ResourceConfig', resources, knownMembers.ResourceConfig);
  checkMembers('StoppingCondition', stopping, knownMembers.StoppingCondition);
  checkMembers('OutputDataConfig', input.OutputDataConfig, knownMembers.OutputDataConfig);
  if (input.OutputDataConfig?.CompressionType === 'NONE')
    throw notOnTheLaptop('OutputDataConfig.CompressionType NONE', 'leave it out: the model is a model.tar.gz');
  if ((resources?.InstanceCount ?? 1) !== 1)
    throw notOnTheLaptop(`InstanceCount ${resources?.InstanceCount}`, 'a training job here runs on one instance');
  checkInstanceType(resources?.InstanceType);
  checkStopping(input, stopping?.MaxRuntimeInSeconds, stopping?.MaxWaitTimeInSeconds);
  parseS3('outputDataConfig.s3OutputPath', input.OutputDataConfig?.S3OutputPath);
  checkCheckpoints(input.CheckpointConfig);
  const names = new Set<string>();
  for (const channel of input.InputDataConfig ?? []) {
    checkChannel(channel);
    if (names.has(channel.ChannelName ?? '')) throw invalid(`Duplicate channel name: ${channel.ChannelName}`);
    names.add(channel.ChannelName ?? '');
  }
  // Algorithm mode opens no connection, so there is nothing to isolate; a script might.
  if (input.EnableNetworkIsolation && programOf(input.HyperParameters ?? {}, input.Environment ?? {}))
    throw notOnTheLaptop('EnableNetworkIsolation for a script', 'a process here has the network of its user');
};

const pipe = () => notOnTheLaptop('Input mode Pipe', 'use File or FastFile');

const checkPattern = (name: string | undefined, pattern: string | undefined): void => {
  try {
    new RegExp(pattern ?? '');
  } catch {
    throw invalid(`MetricDefinition ${name}: ${pattern} is not a valid regular expression.`);
  }
};

const checkStopping = (
  input: CreateTrainingJobRequest,
  runtime: number | undefined,
  wait: number | undefined,
): void => {
  if (runtime !== undefined && (runtime < 1 || runtime > 2_419_200))
    throw invalid(`Invalid MaxRuntimeInSeconds ${runtime}: it must be between 1 and 2419200.`);
  if (!input.EnableManagedSpotTraining) {
    if (wait !== undefined) throw invalid('MaxWaitTimeInSeconds can be specified only for managed spot training.');
    return;
  }
  if (wait === undefined || wait < (runtime ?? 86_400))
    throw invalid(
      'Invalid MaxWaitTimeInSeconds. It must be present and be greater than or equal to MaxRuntimeInSeconds',
    );
};

const checkCheckpoints = (config: CreateTrainingJobRequest['CheckpointConfig']): void => {
  if (!config) return;
  checkMembers('CheckpointConfig', config, knownMembers.CheckpointConfig);
  parseS3('checkpointConfig.s3Uri', config.S3Uri);
  if (config.LocalPath !== undefined && !/^\/opt\/ml\/(?!.*\.\.)[\w./-]+$/.test(config.LocalPath))
    throw notOnTheLaptop(`CheckpointConfig.LocalPath ${config.LocalPath}`, 'use a folder below /opt/ml');
};

const checkChannel = (channel: Channel): void => {
  const { ChannelName: name, DataSource: source } = channel;
  if (!/^[A-Za-z0-9.\-_]{1,64}$/.test(name ?? '') || name === '.' || name === '..')
    throw invalid(`Value '${name}' at 'channelName' failed to satisfy constraint: [A-Za-z0-9\\.\\-_]+`);
  if (!source?.S3DataSource) throw notOnTheLaptop(`Channel ${name} without S3DataSource`, 'read the data from S3');
  parseS3(`inputDataConfig.${name}.s3Uri`, source.S3DataSource.S3Uri);
  if (!['S3Prefix', 'ManifestFile'].includes(source.S3DataSource.S3DataType ?? ''))
    throw notOnTheLaptop(`S3DataType ${source.S3DataSource.S3DataType}`, 'use S3Prefix or ManifestFile');
  if (channel.InputMode === 'Pipe') throw pipe();
  if (channel.CompressionType === 'Gzip') throw notOnTheLaptop('CompressionType Gzip', 'it needs input mode Pipe');
  if (channel.RecordWrapperType === 'RecordIO')
    throw notOnTheLaptop('RecordWrapperType RecordIO', 'write the records as they are');
  checkMembers(`InputDataConfig.${name}`, channel, knownMembers.Channel);
  checkMembers(`InputDataConfig.${name}.S3DataSource`, source.S3DataSource, knownMembers.S3DataSource);
};
