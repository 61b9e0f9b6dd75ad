import { type Provisioner, physical, pick, tagList, text } from '../provisioner.ts';
import { ignoreMissing } from './ignoreMissing.ts';

export const modelPackageGroup: Provisioner = {
  type: 'AWS::SageMaker::ModelPackageGroup',
  properties: ['ModelPackageGroupName', 'ModelPackageGroupDescription', 'Tags'],
  required: ['ModelPackageGroupName'],
  replaceOn: ['ModelPackageGroupName', 'ModelPackageGroupDescription'],
  nameProperty: 'ModelPackageGroupName',
  attributes: ['ModelPackageGroupArn', 'ModelPackageGroupStatus', 'CreationTime'],
  create: async (properties, context) => {
    const Tags = tagList(properties, context);
    const { ModelPackageGroupArn = '' } = await context.call<{ ModelPackageGroupArn?: string }>(
      'sagemaker',
      'CreateModelPackageGroup',
      {
        ...pick(properties, ['ModelPackageGroupName', 'ModelPackageGroupDescription']),
        ...(Tags.length > 0 && { Tags }),
      },
    );
    return physical(ModelPackageGroupArn, { ModelPackageGroupArn, ModelPackageGroupStatus: 'Completed' });
  },
  update: async (known) => known,
  delete: (_known, properties, { call }) =>
    ignoreMissing(
      call('sagemaker', 'DeleteModelPackageGroup', {
        ModelPackageGroupName: text(properties, 'ModelPackageGroupName'),
      }),
    ),
};
