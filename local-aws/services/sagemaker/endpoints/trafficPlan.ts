import type { BlueGreenUpdatePolicy, DeploymentConfig } from '@aws-sdk/client-sagemaker';
import { checkMembers, knownMembers } from '../checkMembers.ts';
import { invalid, notOnTheLaptop } from '../errors.ts';

/** A step of a blue/green update: how much traffic the new fleet gets, and how long it is watched then. */
export interface TrafficStep {
  /** 0 to 1 */
  share: number;
  seconds: number;
  phase: string;
  message: string;
}

/** The steps of an update. Throws `ValidationException` for what AWS refuses and what the laptop does not have. */
export const trafficPlan = (config: DeploymentConfig | undefined, instances: number): TrafficStep[] => {
  if (config?.RollingUpdatePolicy)
    throw notOnTheLaptop('DeploymentConfig.RollingUpdatePolicy', 'use BlueGreenUpdatePolicy');
  checkMembers('DeploymentConfig', config, knownMembers.DeploymentConfig);
  const policy = config?.BlueGreenUpdatePolicy;
  checkMembers('DeploymentConfig.BlueGreenUpdatePolicy', policy, knownMembers.BlueGreenUpdatePolicy);
  const routing = policy?.TrafficRoutingConfiguration;
  if (policy && !routing) throw invalid('TrafficRoutingConfiguration is required in BlueGreenUpdatePolicy.');
  const full = (seconds: number): TrafficStep => ({
    share: 1,
    seconds,
    phase: 'Baking',
    message: `Baking for ${seconds} seconds (TerminationWaitInSeconds) with traffic enabled on full capacity of ${instances} instance(s).`,
  });
  if (!policy || !routing) return [full(0)];
  const wait = routing.WaitIntervalInSeconds ?? 0;
  if (wait < 0 || wait > 3600) throw invalid('WaitIntervalInSeconds must be between 0 and 3600.');
  const last = full(policy.TerminationWaitInSeconds ?? 0);
  if (routing.Type === 'ALL_AT_ONCE') return [last];
  const size = shareOf(
    routing.Type === 'CANARY' ? routing.CanarySize : routing.LinearStepSize,
    routing.Type,
    instances,
  );
  const part = (share: number): TrafficStep => ({
    share,
    seconds: wait,
    phase: 'Baking',
    message: `Baking for ${wait} seconds (TerminationWaitInSeconds) with traffic enabled on ${routing.Type === 'CANARY' ? 'canary' : 'linear'} capacity of ${Math.ceil(share * instances)} instance(s).`,
  });
  if (routing.Type === 'CANARY') return [part(size), last];
  const steps: TrafficStep[] = [];
  for (let share = size; share < 1 - 1e-9; share += size) steps.push(part(share));
  return [...steps, last];
};

type Capacity = NonNullable<BlueGreenUpdatePolicy['TrafficRoutingConfiguration']>['CanarySize'];

const shareOf = (size: Capacity, type: string | undefined, instances: number): number => {
  if (!size?.Value) throw invalid(`${type} traffic routing needs a size in TrafficRoutingConfiguration.`);
  const share = size.Type === 'INSTANCE_COUNT' ? size.Value / instances : size.Value / 100;
  const least = type === 'LINEAR' ? 0.1 : 0;
  if (share <= 0 || share < least || (share > 0.5 && instances > 1))
    throw invalid(
      `The size of a ${type} step must be at most 50 % of the new fleet's capacity${least ? ' and at least 10 %' : ''}.`,
    );
  return Math.min(share, 0.5);
};
