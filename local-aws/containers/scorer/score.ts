import type { TreeModel } from './treeModel.ts';

const { fround } = Math;

/** Log-odds of one row of float32 values, NaN for missing, added up in XGBoost's order and precision. */
export const margin = (model: TreeModel, row: Float32Array): number => {
  const { roots, left, right, feature, value, defaultLeft, base } = model;
  let sum = base;
  for (let tree = 0; tree < roots.length; tree++) {
    let node = roots[tree] as number;
    for (let next = left[node] as number; next >= 0; next = left[node] as number) {
      const x = row[feature[node] as number] as number;
      const goLeft = Number.isNaN(x) ? defaultLeft[node] === 1 : x < (value[node] as number);
      node = goLeft ? next : (right[node] as number);
    }
    sum = fround(sum + (value[node] as number));
  }
  return sum;
};

const STEPS = 32;
const POWERS = Float64Array.from({ length: STEPS }, (_, step) => 2 ** (step / STEPS));
// The polynomial of expf in the C libraries that XGBoost's wheels run with (ARM's optimized routines).
const C0 = 0.05550361559341535 / STEPS ** 3;
const C1 = 0.2402284522445722 / STEPS ** 2;
const C2 = 0.6931471806916203 / STEPS;

const expf = (x: number): number => {
  const scaled = x * Math.LOG2E * STEPS;
  const whole = Math.round(scaled);
  const rest = scaled - whole;
  const step = ((whole % STEPS) + STEPS) % STEPS;
  const square = rest * rest;
  const polynomial = (C0 * rest + C1) * square + (C2 * rest + 1);
  return fround(polynomial * (POWERS[step] as number) * 2 ** ((whole - step) / STEPS));
};

/** Probability of log-odds, in float32. */
export const sigmoid = (x: number): number => fround(1 / fround(fround(expf(Math.min(-x, 88.7)) + 1) + 1e-16));

/** A float32 in Python's text: `3.468833165243268e-05`, `0.5`, `1.0`. */
export const pythonText = (value: number): string => {
  if (value !== 0 && Math.abs(value) < 1e-4) return value.toExponential().replace(/e-(\d)$/, 'e-0$1');
  return Number.isInteger(value) ? `${value}.0` : String(value);
};
