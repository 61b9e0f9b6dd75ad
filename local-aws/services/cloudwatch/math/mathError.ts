/** A metric-math expression that cannot be read, or uses what local-aws does not have. */
export class MathError extends Error {
  override readonly name = 'MathError';
}
