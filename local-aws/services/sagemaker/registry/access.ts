import type { Access, Call } from '../../../service.ts';

/** What IAM is asked for an action on a model package group, given by name or ARN. */
export const groupAccess = (action: string, name: string | undefined, { cloud }: Call): Access[] => [
  {
    action: `sagemaker:${action}`,
    resource: name?.startsWith('arn:') ? name : cloud.arn('sagemaker', `model-package-group/${name}`),
  },
];

/** What IAM is asked for an action on a model package, given by name or ARN. */
export const packageAccess = (action: string, name: string | undefined, { cloud }: Call): Access[] => [
  {
    action: `sagemaker:${action}`,
    resource: name?.startsWith('arn:') ? name : cloud.arn('sagemaker', `model-package/${name}`),
  },
];
