import type { StopTrainingJobRequest } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { sageMaker } from './context.ts';
import { invalid } from './errors.ts';
import { trainingJobAccess, trainingJobNamed } from './training/trainingJobNamed.ts';

export const stopTrainingJob = operation<StopTrainingJobRequest, object>({
  name: 'StopTrainingJob',
  accepts: ['TrainingJobName'],
  required: ['TrainingJobName'],
  access: trainingJobAccess('StopTrainingJob'),
  run: ({ TrainingJobName = '' }, call) => {
    const context = sageMaker(call);
    const record = trainingJobNamed(context, TrainingJobName);
    if (record.status === 'Stopping') return {};
    if (record.status !== 'InProgress' || !context.training.stop(TrainingJobName))
      throw invalid(`The request was rejected because the training job is in status ${record.status}: ${record.arn}`);
    return {};
  },
});
