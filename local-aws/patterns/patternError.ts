/** A pattern that is not of the event-pattern language; the message says where and why. Services turn it into their own AWS error. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
}
