import type { SageMaker } from './context.ts';
import { invalid } from './errors.ts';
import type { ModelRecord } from './records.ts';

/** Throws `ValidationException` in SageMaker's words. */
export const modelNamed = ({ tables, cloud }: SageMaker, name: string | undefined): ModelRecord => {
  const record = tables.models.get(name ?? '');
  if (!record)
    throw invalid(`Could not find model "${cloud.arn('sagemaker', `model/${(name ?? '').toLowerCase()}`)}".`);
  return record;
};
