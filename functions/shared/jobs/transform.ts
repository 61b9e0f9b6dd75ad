import {
  CreateModelCommand,
  type CreateModelCommandInput,
  CreateTransformJobCommand,
  type CreateTransformJobCommandInput,
  DescribeTransformJobCommand,
  StopTransformJobCommand,
} from '@aws-sdk/client-sagemaker';
import { sagemaker } from '../clients/sagemaker.ts';
import { NightjarError } from '../errors.ts';
import { headObject } from '../objects.ts';
import { type JobDriver, jobIdOf, jobName } from './driver.ts';
import { createNamed, describeNamed, stopNamed } from './sagemakerNames.ts';

const describe = (name: string) => sagemaker().send(new DescribeTransformJobCommand({ TransformJobName: name }));

/** Batch transform jobs, each with the model that it scores with. */
export const transformDriver: JobDriver = {
  find: (record) => describeNamed(() => describe(jobName(record)), jobName(record)),

  start: async (record) => {
    const { model, job } = record.request as { model: CreateModelCommandInput; job: CreateTransformJobCommandInput };
    await createNamed(model.ModelName ?? '', () => sagemaker().send(new CreateModelCommand(model)));
    return createNamed(jobName(record), () =>
      sagemaker().send(new CreateTransformJobCommand({ ...job, TransformJobName: jobName(record) })),
    );
  },

  describe: async (record) => {
    const job = await describe(jobIdOf(record));
    switch (job.TransformJobStatus) {
      case 'Completed':
        return { status: 'succeeded' };
      case 'Failed':
        return {
          status: 'failed',
          error: 'TransformFailed',
          cause: `${job.FailureReason ?? 'no reason given'} (transform job ${job.TransformJobName}, log group /aws/sagemaker/TransformJobs)`,
        };
      case 'Stopped':
        return {
          status: 'failed',
          error: 'TransformStopped',
          cause: `transform job ${job.TransformJobName} was stopped by somebody`,
        };
      default:
        return { status: 'running' };
    }
  },

  outcome: async (record) => {
    const { scores, modelName } = record.request as { scores: string; modelName: string };
    const found = await headObject(scores);
    if (!found)
      throw new NightjarError(
        'OutputIncomplete',
        `transform job ${record.jobId} ended Completed, but its scores ${scores} do not exist`,
      );
    return { key: record.key, jobId: record.jobId, modelName, scores, scoresEtag: found.etag };
  },

  stop: (record) =>
    stopNamed(() => sagemaker().send(new StopTransformJobCommand({ TransformJobName: jobName(record) }))),
};
