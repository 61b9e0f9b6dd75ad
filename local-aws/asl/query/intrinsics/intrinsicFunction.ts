import type { Json } from '../../json.ts';
import type { QueryServices } from '../scope.ts';

export interface IntrinsicFunction {
  /** Fewest and most arguments. */
  least: number;
  most: number;
  run(values: Json[], services: QueryServices): Json;
}

/** An argument that a function cannot work with; becomes the cause of `States.IntrinsicFailure`. */
export class IntrinsicProblem extends Error {
  override readonly name = 'IntrinsicProblem';
}

export function listArgument(values: Json[], index: number): Json[] {
  const value = values[index];
  if (!Array.isArray(value)) throw new IntrinsicProblem(`Invalid arguments: argument ${index + 1} must be an array`);
  return value;
}

export function textArgument(values: Json[], index: number): string {
  const value = values[index];
  if (typeof value !== 'string')
    throw new IntrinsicProblem(`Invalid arguments: argument ${index + 1} must be a string`);
  return value;
}

/** A number, rounded to a whole one as the service does, halves away from zero on the upper side. */
export function wholeArgument(values: Json[], index: number): number {
  const value = values[index];
  if (typeof value !== 'number')
    throw new IntrinsicProblem(`Invalid arguments: argument ${index + 1} must be a number`);
  return Math.round(value) + 0;
}
