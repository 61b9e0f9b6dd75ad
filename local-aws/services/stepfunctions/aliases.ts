import type { RoutingConfigurationListItem } from '@aws-sdk/client-sfn';
import { AwsError } from '../../errors.ts';
import { checkArn, invalid } from './constraints.ts';
import type { Engine } from './engine.ts';
import { splitArn } from './machineStore.ts';
import type { AliasRecord } from './records.ts';

/** Aliases of a machine, in order of their names. */
export const aliasesOf = (engine: Engine, machineArn: string): AliasRecord[] =>
  engine.machines.aliases.list({ prefix: `${machineArn}:` }).map(({ value }) => value);

/** Throws `ResourceNotFound`. */
export function aliasOf(engine: Engine, arn: string): AliasRecord {
  checkArn(arn, 'stateMachine');
  const alias = engine.machines.aliases.get(arn);
  if (!alias)
    throw new AwsError('ResourceNotFound', `Request references a resource that does not exist. Resource: ${arn}`);
  return alias;
}

/** An alias routes to one or two versions of one machine, whose weights come to 100. Gives the machine's ARN. */
export function checkRouting(engine: Engine, routing: readonly RoutingConfigurationListItem[]): string {
  const [first, second] = routing;
  if (!first || routing.length > 2) throw invalid('routingConfiguration', 'Member must have length between 1 and 2');
  const machines = routing.map(({ stateMachineVersionArn = '' }) => {
    checkArn(stateMachineVersionArn, 'stateMachine');
    const { base, qualifier } = splitArn(stateMachineVersionArn);
    if (!/^\d+$/.test(qualifier ?? '')) {
      throw new AwsError('ValidationException', 'Routing configuration must contain state machine version ARNs');
    }
    if (!engine.machines.versions.get(stateMachineVersionArn)) {
      throw new AwsError(
        'ResourceNotFound',
        `Request references a resource that does not exist. Resource: ${stateMachineVersionArn}`,
      );
    }
    return base;
  });
  if (new Set(machines).size > 1) {
    throw new AwsError('ValidationException', 'Routing configuration must contain versions of one state machine');
  }
  if (second && first.stateMachineVersionArn === second.stateMachineVersionArn) {
    throw new AwsError(
      'ValidationException',
      'Routing configuration must contain distinct state machine version ARNs. Received: [' +
        routing.map(({ stateMachineVersionArn }) => stateMachineVersionArn).join(', ') +
        ']',
    );
  }
  const weights = routing.map(({ weight = 0 }) => weight);
  if (weights.some((weight) => weight < 0 || weight > 100)) {
    throw invalid('routingConfiguration.weight', 'Member must have value between 0 and 100');
  }
  if (weights.reduce((sum, weight) => sum + weight, 0) !== 100) {
    throw new AwsError(
      'ValidationException',
      `Sum of routing configuration weights must equal 100. Received: ${JSON.stringify(weights)}`,
    );
  }
  return machines[0] ?? '';
}
