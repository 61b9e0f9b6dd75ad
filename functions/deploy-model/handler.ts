import { trainingOutcome } from '../shared/contracts/outcomes.ts';
import { registration } from '../shared/contracts/registration.ts';
import { env } from '../shared/env.ts';
import { hashOf } from '../shared/hash.ts';
import { endpointDriver } from '../shared/jobs/endpoint.ts';
import { roleArn } from '../shared/roleArn.ts';
import { createStageHandler } from '../shared/stage.ts';
import { servingCode } from './servingCode.ts';

/** Time beyond the bake that a deployment may take before SageMaker gives it up, in seconds. */
const deploymentSlackSeconds = 1800;

/** A new endpoint configuration behind the pipeline's endpoint: canary first, rolled back by the endpoint's alarms. */
export const handler = createStageHandler({
  stage: 'DeployModel',
  kind: 'endpoint',
  driver: endpointDriver,
  input: { training: trainingOutcome, registration },
  plan: async ({ run, training, registration }, { spec }) => {
    const prefix = `${env.resourcePrefix()}-${run.pipeline}`;
    const { instanceType, instanceCount, canaryPercent } = spec.endpoint;
    const bakeSeconds = Math.min(spec.endpoint.bakeSeconds, env.maxBakeSeconds());
    // A model that decides on a stream says why, too.
    const code = spec.online ? await servingCode(run.pipeline) : undefined;
    const model = {
      ModelName: `${run.pipeline}-${hashOf({ model: training.model, image: training.image, serving: true, ...(code && { code }) }).slice(0, 24)}`,
      ExecutionRoleArn: roleArn(env.sagemakerRole(), run),
      PrimaryContainer: {
        Image: training.image,
        ModelDataUrl: training.model,
        ...(code && { Environment: { SAGEMAKER_PROGRAM: 'inference.py', SAGEMAKER_SUBMIT_DIRECTORY: code } }),
      },
    };
    const variant = {
      VariantName: 'champion',
      ModelName: model.ModelName,
      InstanceType: instanceType,
      InitialInstanceCount: instanceCount,
      InitialVariantWeight: 1,
    };
    return {
      // What serves can change behind a finished stage's back (a roll-back), so each run asks for itself; asking twice is harmless.
      keyed: { runId: run.runId, model, variant, registration: registration.modelPackageArn },
      request: async () => ({
        endpoint: prefix,
        model,
        config: {
          EndpointConfigName: `${run.pipeline}-${hashOf({ variant, registration: registration.modelPackageArn }).slice(0, 24)}`,
          ProductionVariants: [variant],
          KmsKeyId: env.dataKey(),
        },
        deployment: {
          BlueGreenUpdatePolicy: {
            TrafficRoutingConfiguration: {
              Type: 'CANARY',
              CanarySize: { Type: 'CAPACITY_PERCENT', Value: canaryPercent },
              WaitIntervalInSeconds: bakeSeconds,
            },
            TerminationWaitInSeconds: 0,
            MaximumExecutionTimeoutInSeconds: bakeSeconds + deploymentSlackSeconds,
          },
          AutoRollbackConfiguration: {
            Alarms: [{ AlarmName: `${prefix}-endpoint-5xx` }, { AlarmName: `${prefix}-endpoint-latency` }],
          },
        },
      }),
    };
  },
});
