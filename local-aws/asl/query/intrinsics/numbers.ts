import { type IntrinsicFunction, IntrinsicProblem, wholeArgument } from './intrinsicFunction.ts';
import { seededRandom } from './seededRandom.ts';

const greatest = 2 ** 31 - 1;

export const numbers: Record<string, IntrinsicFunction> = {
  'States.MathRandom': {
    least: 2,
    most: 3,
    run: (values, services) => {
      const from = wholeArgument(values, 0);
      const to = wholeArgument(values, 1);
      if (to <= from) throw new IntrinsicProblem('The end of the range must be greater than its start');
      if (values.length === 3) return from + seededRandom(wholeArgument(values, 2)).below(to - from);
      return from + Math.floor(services.random() * (to - from));
    },
  },

  'States.MathAdd': {
    least: 2,
    most: 2,
    run: (values) => {
      const sum = wholeArgument(values, 0) + wholeArgument(values, 1);
      if (Math.abs(sum) > greatest) throw new IntrinsicProblem('The sum is out of the range of a 32-bit integer');
      return sum;
    },
  },
};
