import { FilterPatternError } from './filterPatternError.ts';
import { compileJsonPattern } from './jsonPattern.ts';
import { compileTerms } from './terms.ts';

export type LineFilter = (message: string) => boolean;

/**
 * Compiles a filter pattern of CloudWatch Logs: nothing (every line), terms, or `{ … }` over JSON lines. Space-delimited patterns
 * (`[ip, user, …]`) are refused. Throws `FilterPatternError`.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function compileFilterPattern(pattern: string): LineFilter {
  const text = pattern.trim();
  if (text === '') return () => true;
  if (text.startsWith('['))
    throw new FilterPatternError('space-delimited filter patterns ([…]) are not supported by local-aws');
  if (!text.startsWith('{')) return compileTerms(text);
  if (!text.endsWith('}')) throw new FilterPatternError('a JSON filter pattern ends with }');
  const matches = compileJsonPattern(text.slice(1, -1));
  return (message) => {
    const line = parseLine(message);
    return line !== undefined && matches(line);
  };
}

/** The JSON object of a line, if it is one. */
export function parseLine(message: string): object | undefined {
  if (!message.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(message) as object;
  } catch {
    return undefined;
  }
}
