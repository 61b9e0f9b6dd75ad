import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  type CreateEndpointConfigCommandInput,
  CreateModelCommand,
  type CreateModelCommandInput,
  type DeploymentConfig,
  DescribeEndpointCommand,
  UpdateEndpointCommand,
} from '@aws-sdk/client-sagemaker';
import * as z from 'zod';
import { sagemaker } from '../clients/sagemaker.ts';
import type { JobDriver, JobState } from './driver.ts';
import type { JobRecord } from './record.ts';
import { createNamed, isMissing } from './sagemakerNames.ts';

const endpointRequest = z.object({
  endpoint: z.string(),
  model: z.custom<CreateModelCommandInput>(),
  config: z.custom<CreateEndpointConfigCommandInput>(),
  deployment: z.custom<DeploymentConfig>(),
});
const requestOf = (record: JobRecord) => endpointRequest.parse(record.request);

/** The endpoint as it stands, or undefined where there is none. */
export const describeEndpoint = async (name: string) => {
  try {
    return await sagemaker().send(new DescribeEndpointCommand({ EndpointName: name }));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

/** Blue/green deployments: an endpoint is created once and updated ever after; SageMaker rolls back by the alarms it is given. */
export const endpointDriver: JobDriver = {
  endsAtOnce: true,
  find: async (record) => {
    const { endpoint, config } = requestOf(record);
    const current = await describeEndpoint(endpoint);
    const wanted = config.EndpointConfigName;
    const target = current?.PendingDeploymentSummary?.EndpointConfigName ?? current?.EndpointConfigName;
    return target === wanted && current?.EndpointStatus !== 'Failed' ? endpoint : undefined;
  },

  start: async (record) => {
    const { endpoint, model, config, deployment } = requestOf(record);
    await createNamed(model.ModelName ?? '', () => sagemaker().send(new CreateModelCommand(model)));
    await createNamed(config.EndpointConfigName ?? '', () => sagemaker().send(new CreateEndpointConfigCommand(config)));
    const change = { EndpointName: endpoint, EndpointConfigName: config.EndpointConfigName };
    if (await describeEndpoint(endpoint))
      await sagemaker().send(new UpdateEndpointCommand({ ...change, DeploymentConfig: deployment }));
    else await createNamed(endpoint, () => sagemaker().send(new CreateEndpointCommand(change)));
    return endpoint;
  },

  describe: async (record): Promise<JobState> => {
    const { endpoint, config } = requestOf(record);
    const current = await describeEndpoint(endpoint);
    const fail = (why: string): JobState => ({
      status: 'failed',
      error: 'EndpointFailed',
      cause: `endpoint ${endpoint}: ${why}`,
    });
    if (!current) return fail('it does not exist any more');
    switch (current.EndpointStatus) {
      case 'Creating':
      case 'Updating':
      case 'SystemUpdating':
      case 'RollingBack':
      case 'Deleting':
        return { status: 'running' };
      case 'InService':
        return current.EndpointConfigName === config.EndpointConfigName
          ? { status: 'succeeded' }
          : fail(
              `rolled back to ${current.EndpointConfigName}, the champion goes on serving. ${current.FailureReason ?? ''}`,
            );
      default:
        return fail(`${current.EndpointStatus}. ${current.FailureReason ?? ''}`);
    }
  },

  outcome: async (record) => {
    const { endpoint, config, model } = requestOf(record);
    return { key: record.key, endpoint, endpointConfig: config.EndpointConfigName, modelName: model.ModelName };
  },

  // A deployment under way is left to SageMaker's own rollback: stopping it halfway is what must not happen.
  stop: async () => {},
};
