import { AwsError } from '../../errors.ts';
import { compilePattern, type Pattern } from '../../patterns/compilePattern.ts';
import { PatternError } from '../../patterns/patternError.ts';

/** Throws `InvalidEventPatternException` with the reason. */
export function parsePattern(text: string): Pattern {
  try {
    return compilePattern(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof PatternError || error instanceof SyntaxError)) throw error;
    throw new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${error.message}`);
  }
}
