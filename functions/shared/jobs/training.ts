import {
  CreateTrainingJobCommand,
  type CreateTrainingJobCommandInput,
  DescribeTrainingJobCommand,
  StopTrainingJobCommand,
} from '@aws-sdk/client-sagemaker';
import { sagemaker } from '../clients/sagemaker.ts';
import { NightjarError } from '../errors.ts';
import { headObject } from '../objects.ts';
import { type JobDriver, jobIdOf, jobName } from './driver.ts';
import { createNamed, describeNamed, stopNamed } from './sagemakerNames.ts';

const describe = (name: string) => sagemaker().send(new DescribeTrainingJobCommand({ TrainingJobName: name }));

/** Training jobs. The name is made of the stage key, so that SageMaker itself refuses to start one twice. */
export const trainingDriver: JobDriver = {
  find: (record) => describeNamed(() => describe(jobName(record)), jobName(record)),

  start: (record) =>
    createNamed(jobName(record), () =>
      sagemaker().send(
        new CreateTrainingJobCommand({
          ...(record.request.job as CreateTrainingJobCommandInput),
          TrainingJobName: jobName(record),
        }),
      ),
    ),

  describe: async (record) => {
    const job = await describe(jobIdOf(record));
    switch (job.TrainingJobStatus) {
      case 'Completed':
        return { status: 'succeeded' };
      case 'Failed':
        return {
          status: 'failed',
          error: 'TrainingFailed',
          cause: `${job.FailureReason ?? 'no reason given'} (training job ${job.TrainingJobName}, log group /aws/sagemaker/TrainingJobs)`,
        };
      case 'Stopped':
        return job.SecondaryStatus === 'MaxRuntimeExceeded' || job.SecondaryStatus === 'MaxWaitTimeExceeded'
          ? {
              status: 'failed',
              error: 'TrainingTimedOut',
              cause: `training job ${job.TrainingJobName} ended by ${job.SecondaryStatus}`,
            }
          : {
              status: 'failed',
              error: 'TrainingStopped',
              cause: `training job ${job.TrainingJobName} was stopped by somebody`,
            };
      default:
        return { status: 'running' };
    }
  },

  outcome: async (record) => {
    const job = await describe(jobIdOf(record));
    const model = job.ModelArtifacts?.S3ModelArtifacts;
    const artifact = model ? await headObject(model) : undefined;
    if (!model || !artifact)
      throw new NightjarError(
        'OutputIncomplete',
        `training job ${job.TrainingJobName} ended Completed, but its model ${model ?? ''} does not exist`,
      );
    return {
      key: record.key,
      jobId: record.jobId,
      jobArn: job.TrainingJobArn,
      model,
      modelEtag: artifact.etag,
      image: job.AlgorithmSpecification?.TrainingImage,
      billableSeconds: job.BillableTimeInSeconds ?? 0,
      metrics: Object.fromEntries(
        (job.FinalMetricDataList ?? []).map(({ MetricName, Value }) => [MetricName ?? '', Value ?? null]),
      ),
    };
  },

  stop: (record) => stopNamed(() => sagemaker().send(new StopTrainingJobCommand({ TrainingJobName: jobName(record) }))),
};
