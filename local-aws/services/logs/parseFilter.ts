import { compileFilterPattern } from './filterPattern/compileFilterPattern.ts';
import { FilterPatternError } from './filterPattern/filterPatternError.ts';
import { invalid } from './invalid.ts';

/** Throws `InvalidParameterException` with the reason. */
export function parseFilter(pattern: string): (message: string) => boolean {
  try {
    return compileFilterPattern(pattern);
  } catch (error) {
    if (!(error instanceof FilterPatternError)) throw error;
    throw invalid(`Invalid filter pattern: ${error.message}`);
  }
}
