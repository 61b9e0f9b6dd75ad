/** A filter pattern that is not of CloudWatch Logs' language, or of a part of it that local-aws does not have. */
export class FilterPatternError extends Error {
  override readonly name = 'FilterPatternError';
}
