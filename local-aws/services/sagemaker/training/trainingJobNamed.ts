import type { Access, Call } from '../../../service.ts';
import type { SageMaker } from '../context.ts';
import { invalid } from '../errors.ts';
import type { TrainingJobRecord } from '../records.ts';

/** Throws `ValidationException` in the words that SageMaker has for jobs. */
export const trainingJobNamed = ({ tables }: SageMaker, name: string | undefined): TrainingJobRecord => {
  const record = tables.trainingJobs.get(name ?? '');
  if (!record) throw invalid('Requested resource not found.');
  return record;
};

/** What IAM is asked for an action on one training job. */
export const trainingJobAccess =
  (action: string) =>
  ({ TrainingJobName }: { TrainingJobName: string | undefined }, { cloud }: Call): Access[] => [
    { action: `sagemaker:${action}`, resource: cloud.arn('sagemaker', `training-job/${TrainingJobName}`) },
  ];
