import { totalmem } from 'node:os';
import { notOnTheLaptop } from './errors.ts';

const GIB = 1024 ** 3;
const ACCELERATED = /^(p\d|g\d|trn|inf|dl\d)/;

/** Memory per vCPU in GiB by family. */
const PER_CPU: readonly [RegExp, number][] = [
  [/^c/, 2],
  [/^(m|t)/, 4],
  [/^r/, 8],
];

const cpus = (size: string): number => {
  if (size === 'medium') return 1;
  if (size === 'large') return 2;
  return 4 * Number(/^(\d+)xlarge$/.exec(size)?.[1] ?? 1);
};

/** Throws `ValidationException` for instances with accelerators: no process here has them. */
export const checkInstanceType = (type: string | undefined): void => {
  const family = type?.split('.')[1] ?? '';
  if (ACCELERATED.test(family))
    throw notOnTheLaptop(`Instance type ${type} (GPU or accelerator)`, 'choose a CPU instance such as ml.m5.large');
};

/** Memory of an instance in bytes, never more than the laptop has: `ml.m5.xlarge` is 16 GiB. */
export const instanceMemory = (type: string | undefined): number => {
  const [, family = '', size = ''] = (type ?? '').split('.');
  const perCpu = PER_CPU.find(([pattern]) => pattern.test(family))?.[1] ?? 4;
  return Math.min(cpus(size) * perCpu * GIB, totalmem());
};
