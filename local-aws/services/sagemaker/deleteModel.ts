import type { DeleteModelInput } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { sageMaker } from './context.ts';
import { modelNamed } from './modelNamed.ts';

export const deleteModel = operation<DeleteModelInput, object>({
  name: 'DeleteModel',
  accepts: ['ModelName'],
  required: ['ModelName'],
  access: ({ ModelName = '' }, { cloud }) => [
    { action: 'sagemaker:DeleteModel', resource: cloud.arn('sagemaker', `model/${ModelName.toLowerCase()}`) },
  ],
  run: ({ ModelName = '' }, call) => {
    const context = sageMaker(call);
    const { arn } = modelNamed(context, ModelName);
    context.tables.models.delete(ModelName);
    context.tables.tags.delete(arn);
    return {};
  },
});
