/** A schedule expression that is not one; the message says which field and what is allowed. Services turn it into their own AWS error. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}
