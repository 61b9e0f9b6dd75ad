import type { Cloud } from '../../cloud.ts';
import type { Service } from '../../service.ts';
import { createInvokeEndpoint } from './invokeEndpoint.ts';

/** Amazon SageMaker Runtime: what calls endpoints. */
export const createSageMakerRuntime = (cloud: Cloud): Service => {
  const { operation, close } = createInvokeEndpoint(cloud);
  return {
    name: 'sagemaker-runtime',
    protocols: ['restJson'],
    validationError: 'ValidationError',
    operations: { InvokeEndpoint: operation },
    close,
  };
};
