import { roundHalfUp } from '../../../functions/shared/online/round.ts';

test.each([
  // 346.53 / 24: its neighbour among the doubles is the tie, it is not.
  [14.438749999999999, 4, 14.4387],
  [14.43875, 4, 14.4388],
  [0.6666666666666666, 6, 0.666667],
  [2.5, 0, 3],
  [-2.5, 0, -3],
  [12.3, 4, 12.3],
  [1e-7, 6, 0],
  [9.5e-7, 6, 0.000001],
  [99.99995, 4, 100],
])('%p to %p places is %p', (value, scale, rounded) => {
  expect(roundHalfUp(value, scale)).toBe(rounded);
});
