import { DeleteEndpointCommand, UpdateEndpointCommand, UpdateModelPackageCommand } from '@aws-sdk/client-sagemaker';
import * as z from 'zod';
import { sagemaker } from '../shared/clients/sagemaker.ts';
import { registration } from '../shared/contracts/registration.ts';
import { run } from '../shared/contracts/run.ts';
import { env } from '../shared/env.ts';
import { createHandler } from '../shared/handler.ts';
import { describeEndpoint } from '../shared/jobs/endpoint.ts';
import { champions } from '../shared/runs.ts';

const failure = z.object({ stage: z.string(), error: z.string(), cause: z.string() });

/** A deployment that failed or does not answer as it should: the champion serves again, and the registry says what became of the challenger. */
export const handler = createHandler(
  z.strictObject({ run, registration, failure }),
  async ({ run, registration, failure }) => {
    await sagemaker().send(
      new UpdateModelPackageCommand({
        ModelPackageArn: registration.modelPackageArn,
        ModelApprovalStatus: 'Rejected',
        ApprovalDescription: `failed-deployment: ${failure.error}: ${failure.cause}`.slice(0, 1024),
      }),
    );
    const endpoint = `${env.resourcePrefix()}-${run.pipeline}`;
    const champion = await champions.get(run.pipeline);
    const current = await describeEndpoint(endpoint);
    if (!current) return { serving: null };
    if (!champion) {
      await sagemaker().send(new DeleteEndpointCommand({ EndpointName: endpoint }));
      return { serving: null };
    }
    if (current.EndpointStatus === 'InService' && current.EndpointConfigName !== champion.endpointConfig)
      await sagemaker().send(
        new UpdateEndpointCommand({ EndpointName: endpoint, EndpointConfigName: champion.endpointConfig }),
      );
    return { serving: champion.endpointConfig };
  },
);
