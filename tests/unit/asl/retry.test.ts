import fc from 'fast-check';
import { runtimeError, StateFailure } from '../../../local-aws/asl/failure.ts';
import { chooseCatcher, chooseRetrier } from '../../../local-aws/asl/retry.ts';

const failure = new StateFailure('Throttled', 'busy');
const choose = (retrier: Record<string, number | string | string[]>, used: number, random = () => 0.5) =>
  chooseRetrier([{ ErrorEquals: ['Throttled'], ...retrier }], failure, [used], true, random);

test('delays grow by the rate up to the longest, and attempts end', () => {
  const retrier = { IntervalSeconds: 2, BackoffRate: 3, MaxDelaySeconds: 10, MaxAttempts: 3 };
  const delays = [0, 1, 2, 3].map((used) => choose(retrier, used)?.delay);
  expect(delays).toEqual([2000, 6000, 10_000, undefined]);
});

test('without fields of its own a retrier waits 1, 2 and 4 seconds', () => {
  expect([0, 1, 2, 3].map((used) => choose({}, used)?.delay)).toEqual([1000, 2000, 4000, undefined]);
});

test('full jitter draws between nothing and the delay', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (random) => {
      const delay = choose({ JitterStrategy: 'FULL', IntervalSeconds: 8 }, 0, () => random)?.delay ?? -1;
      expect(delay).toBeGreaterThanOrEqual(0);
      expect(delay).toBeLessThanOrEqual(8000);
    }),
  );
});

test.each([
  ['States.ALL', 'Any', true],
  ['States.ALL', 'States.DataLimitExceeded', false],
  ['States.DataLimitExceeded', 'States.DataLimitExceeded', true],
  ['States.TaskFailed', 'Any', true],
  ['States.TaskFailed', 'States.Timeout', false],
  ['States.Timeout', 'States.HeartbeatTimeout', true],
  ['States.HeartbeatTimeout', 'States.Timeout', false],
  ['Other', 'Any', false],
])('a catcher of %s, and the error %s: %p', (name, error, caught) => {
  const chosen = chooseCatcher([{ ErrorEquals: [name], Next: 'N' }], new StateFailure(error, ''), true);
  expect(chosen !== undefined).toBe(caught);
});

test('no catcher takes an input that does not suit the definition', () => {
  const located = runtimeError('no such path').at('S', 2);
  expect(chooseCatcher([{ ErrorEquals: ['States.Runtime', 'States.ALL'], Next: 'N' }], located, true)).toBeUndefined();
});
