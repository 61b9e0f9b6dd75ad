import type { Access, Call } from '../../../service.ts';
import type { SageMaker } from '../context.ts';
import { invalid } from '../errors.ts';
import type { TransformJobRecord } from '../records.ts';

/** Throws `ValidationException` in the words that SageMaker has for jobs. */
export const transformJobNamed = ({ tables, cloud }: SageMaker, name: string | undefined): TransformJobRecord => {
  const record = tables.transformJobs.get(name ?? '');
  if (!record)
    throw invalid(
      `Could not find requested job with name: ${name} (${cloud.arn('sagemaker', `transform-job/${(name ?? '').toLowerCase()}`)})`,
    );
  return record;
};

/** What IAM is asked for an action on one transform job. */
export const transformJobAccess =
  (action: string) =>
  ({ TransformJobName = '' }: { TransformJobName?: string | undefined }, { cloud }: Call): Access[] => [
    {
      action: `sagemaker:${action}`,
      resource: cloud.arn('sagemaker', `transform-job/${TransformJobName.toLowerCase()}`),
    },
  ];
