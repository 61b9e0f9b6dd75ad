import fc from 'fast-check';
import { trafficPlan } from '../../../local-aws/services/sagemaker/endpoints/trafficPlan.ts';
import { WeightedChoice } from '../../../local-aws/services/sagemaker/endpoints/weightedChoice.ts';

const policy = (TrafficRoutingConfiguration: object, others = {}) => ({
  BlueGreenUpdatePolicy: { TrafficRoutingConfiguration, ...others } as never,
});
const shares = (config: Parameters<typeof trafficPlan>[0], instances = 4) =>
  trafficPlan(config, instances).map(({ share, seconds }) => [share, seconds]);

test.each([
  ['no deployment configuration', undefined, [[1, 0]]],
  [
    'all at once',
    policy({ Type: 'ALL_AT_ONCE', WaitIntervalInSeconds: 0 }, { TerminationWaitInSeconds: 60 }),
    [[1, 60]],
  ],
  [
    'a canary',
    policy({ Type: 'CANARY', CanarySize: { Type: 'CAPACITY_PERCENT', Value: 10 }, WaitIntervalInSeconds: 300 }),
    [
      [0.1, 300],
      [1, 0],
    ],
  ],
  [
    'a canary of one instance',
    policy({ Type: 'CANARY', CanarySize: { Type: 'INSTANCE_COUNT', Value: 1 }, WaitIntervalInSeconds: 300 }),
    [
      [0.25, 300],
      [1, 0],
    ],
  ],
  [
    'linear steps',
    policy({ Type: 'LINEAR', LinearStepSize: { Type: 'CAPACITY_PERCENT', Value: 50 }, WaitIntervalInSeconds: 60 }),
    [
      [0.5, 60],
      [1, 0],
    ],
  ],
])('%s shifts traffic step by step', (_what, config, expected) => {
  expect(shares(config)).toEqual(expected);
});

test.each([
  [
    'a canary over half of the fleet',
    policy({ Type: 'CANARY', CanarySize: { Type: 'CAPACITY_PERCENT', Value: 60 }, WaitIntervalInSeconds: 1 }),
  ],
  ['a canary without a size', policy({ Type: 'CANARY', WaitIntervalInSeconds: 1 })],
  ['a waiting time over an hour', policy({ Type: 'ALL_AT_ONCE', WaitIntervalInSeconds: 3601 })],
  ['a rolling update', { RollingUpdatePolicy: { MaximumBatchSize: {}, WaitIntervalInSeconds: 1 } } as never],
])('%s is refused', (_what, config) => {
  expect(() => trafficPlan(config, 4)).toThrow(expect.objectContaining({ code: 'ValidationException' }));
});

test('requests are dealt out by weight, exactly', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 }), (weights) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      fc.pre(total > 0);
      const choices = weights.map((weight, index) => ({ name: String(index), weight }));
      const choice = new WeightedChoice();
      const counts = weights.map(() => 0);
      for (let turn = 0; turn < total * 3; turn++) {
        const index = Number(choice.next(choices)?.name);
        counts[index] = (counts[index] ?? 0) + 1;
      }
      expect(counts).toEqual(weights.map((weight) => weight * 3));
    }),
  );
});
