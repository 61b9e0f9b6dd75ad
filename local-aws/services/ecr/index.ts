import type { Service } from '../../service.ts';
import { describeRepositories } from './describeRepositories.ts';

/** As much of the container registry as a deployment asks of it where there are no images. */
export const createEcr = (): Service => ({
  name: 'ecr',
  protocols: ['awsJson1.1'],
  validationError: 'InvalidParameterException',
  operations: { DescribeRepositories: describeRepositories },
});
