import type { Area } from './area.ts';
import { sageMakerSupport } from './sagemaker.ts';

export const sageMakerArea: Area = {
  title: 'SageMaker',
  generate: () => sageMakerSupport().replace(/^## .*\n+/, ''),
};
