import { compileMatcher, type Matcher } from './matcher.ts';
import { PatternError } from './patternError.ts';

/** Whether an event (parsed JSON) has what the pattern asks for. */
export type Pattern = (event: unknown) => boolean;

/**
 * Compiles a pattern of Amazon EventBridge's language, which SNS filter policies and Lambda's filter criteria share: objects follow the
 * event's structure, leaves are arrays of alternatives, `$or` joins whole sub-patterns. Fields of one array of objects must match within
 * the same element, as AWS's matcher has it. Throws `PatternError`.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function compilePattern(pattern: unknown, path = ''): Pattern {
  if (pattern === null || typeof pattern !== 'object' || Array.isArray(pattern))
    throw new PatternError(`${path || 'The pattern'} must be a JSON object`);
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw new PatternError(`Empty objects are not allowed${path && ` (${path})`}`);
  const fields = entries.map(([key, value]) => compileField(key, value, path ? `${path}.${key}` : key));
  return (event) => {
    if (Array.isArray(event) && event.length > 0)
      return event.some((element) => matches(fields, Array.isArray(element) ? undefined : element));
    return matches(fields, event);
  };
}

const matches = (fields: Pattern[], event: unknown) => fields.every((field) => field(isObject(event) ? event : {}));

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function compileField(key: string, value: unknown, path: string): Pattern {
  if (key === '$or') return compileOr(value, path);
  if (Array.isArray(value)) {
    const leaf = compileLeaf(value, path);
    return (event) => leaf(member(event, key));
  }
  if (!isObject(value)) throw new PatternError(`"${path}" must be an object or an array`);
  const nested = compilePattern(value, path);
  return (event) => nested(member(event, key));
}

const member = (event: unknown, key: string): unknown =>
  Object.hasOwn(event as object, key) ? (event as Record<string, unknown>)[key] : undefined;

function compileOr(value: unknown, path: string): Pattern {
  if (!Array.isArray(value) || value.length < 2)
    throw new PatternError(`"${path}" must be an array of at least two objects`);
  const branches = value.map((branch, index) => compilePattern(branch, `${path}[${index}]`));
  return (event) => branches.some((branch) => branch(event));
}

function compileLeaf(alternatives: unknown[], path: string): Pattern {
  if (alternatives.length === 0) throw new PatternError(`Empty arrays are not allowed (${path})`);
  const matchers: Matcher[] = alternatives.map((alternative) => compileMatcher(alternative, path));
  return (value) => {
    const values = leaves(value);
    return matchers.some((matcher) => (matcher.absent ? values.length === 0 : values.some(matcher.test)));
  };
}

/** The scalars at a leaf; an object is no leaf, an empty array holds none. */
function leaves(value: unknown): unknown[] {
  if (value === undefined || isObject(value)) return [];
  return Array.isArray(value) ? value.flatMap(leaves) : [value];
}
