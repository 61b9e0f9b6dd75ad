/** Names of what can go wrong with a ruleset as a whole; what goes wrong with one rule is that rule's failure reason. */
export type QualityErrorName = 'RulesetInvalid' | 'RuleNotSupported' | 'DataUnreadable';

/** A ruleset, or the data it speaks of, that cannot be evaluated at all. */
export class QualityError extends Error {
  override readonly name: QualityErrorName;

  constructor(name: QualityErrorName, message: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = name;
  }
}

/** Where in a ruleset's text something is wrong, and what would have been right there. */
export interface Mistake {
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** What may stand there, as the language spells it; empty when the words are right and their sense is not. */
  expected: readonly string[];
}

/** A text that is no ruleset. */
export class RulesetSyntaxError extends QualityError {
  readonly mistake: Mistake;
  /** The complaint without the place. */
  readonly reason: string;

  constructor(reason: string, mistake: Mistake) {
    const expected = mistake.expected.length > 0 ? `; expected ${mistake.expected.join(', ')}` : '';
    super('RulesetInvalid', `line ${mistake.line}, column ${mistake.column}: ${reason}${expected}`);
    this.reason = reason;
    this.mistake = mistake;
  }
}
