import { rmSync } from 'node:fs';
import type { Cloud } from '../../cloud.ts';
import type { AnyOperation, Service } from '../../service.ts';
import { addTags } from './addTags.ts';
import { sageMakerOf } from './context.ts';
import { createEndpoint } from './createEndpoint.ts';
import { createEndpointConfig } from './createEndpointConfig.ts';
import { createModel } from './createModel.ts';
import { createModelPackage } from './createModelPackage.ts';
import { createModelPackageGroup } from './createModelPackageGroup.ts';
import { createTrainingJob } from './createTrainingJob.ts';
import { createTransformJob } from './createTransformJob.ts';
import { deleteEndpoint } from './deleteEndpoint.ts';
import { deleteEndpointConfig } from './deleteEndpointConfig.ts';
import { deleteModel } from './deleteModel.ts';
import { deleteModelPackage } from './deleteModelPackage.ts';
import { deleteModelPackageGroup } from './deleteModelPackageGroup.ts';
import { deleteTags } from './deleteTags.ts';
import { describeEndpoint } from './describeEndpoint.ts';
import { describeEndpointConfig } from './describeEndpointConfig.ts';
import { describeModel } from './describeModel.ts';
import { describeModelPackage } from './describeModelPackage.ts';
import { describeModelPackageGroup } from './describeModelPackageGroup.ts';
import { describeTrainingJob } from './describeTrainingJob.ts';
import { describeTransformJob } from './describeTransformJob.ts';
import { workFolder } from './environments.ts';
import { listEndpointConfigs } from './listEndpointConfigs.ts';
import { listEndpoints } from './listEndpoints.ts';
import { listModelPackageGroups } from './listModelPackageGroups.ts';
import { listModelPackages } from './listModelPackages.ts';
import { listModels } from './listModels.ts';
import { listTags } from './listTags.ts';
import { listTrainingJobs } from './listTrainingJobs.ts';
import { listTransformJobs } from './listTransformJobs.ts';
import { stopTrainingJob } from './stopTrainingJob.ts';
import { stopTransformJob } from './stopTransformJob.ts';
import { updateEndpoint } from './updateEndpoint.ts';
import { updateEndpointWeightsAndCapacities } from './updateEndpointWeightsAndCapacities.ts';
import { updateModelPackage } from './updateModelPackage.ts';

/** All operations of SageMaker that are served. */
export const operations: readonly AnyOperation[] = [
  addTags,
  createEndpoint,
  createEndpointConfig,
  createModel,
  createModelPackage,
  createModelPackageGroup,
  createTrainingJob,
  createTransformJob,
  deleteEndpoint,
  deleteEndpointConfig,
  deleteModel,
  deleteModelPackage,
  deleteModelPackageGroup,
  deleteTags,
  describeEndpoint,
  describeEndpointConfig,
  describeModel,
  describeModelPackage,
  describeModelPackageGroup,
  describeTrainingJob,
  describeTransformJob,
  listEndpointConfigs,
  listEndpoints,
  listModelPackageGroups,
  listModelPackages,
  listModels,
  listTags,
  listTrainingJobs,
  listTransformJobs,
  stopTrainingJob,
  stopTransformJob,
  updateEndpoint,
  updateEndpointWeightsAndCapacities,
  updateModelPackage,
];

/** Amazon SageMaker: training and transform jobs, models, endpoints, the model registry. Images run as processes. */
export const createSageMaker = (cloud: Cloud): Service => {
  // What a server that was killed left behind; its processes ended with it.
  rmSync(workFolder(cloud.directory), { recursive: true, force: true });
  const context = sageMakerOf(cloud);
  // Once the other services are there to hear of it.
  const cancel = cloud.clock.schedule(cloud.clock.now(), () => {
    context.training.failLost();
    context.transform.failLost();
    context.endpoints.settleLost();
  });
  return {
    name: 'sagemaker',
    protocols: ['awsJson1.1'],
    targets: ['SageMaker'],
    validationError: 'ValidationException',
    operations: Object.fromEntries(operations.map((each) => [each.name, each])),
    close: async () => {
      cancel();
      await Promise.all([context.training.close(), context.transform.close(), context.endpoints.close()]);
    },
  };
};
