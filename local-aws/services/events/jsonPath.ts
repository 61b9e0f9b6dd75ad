import { AwsError } from '../../errors.ts';

/** A step into a value: a member's name or an index. */
type Step = string | number;

/**
 * Compiles the JSON paths that EventBridge takes: `$`, `.name`, `['name']`, `[0]`; the answer is undefined where the event has no such
 * value. Throws `ValidationException` for any other path.
 */
export function compilePath(path: string): (value: unknown) => unknown {
  const steps: Step[] = [];
  const token = /\.([\w-]+)|\['([^']+)'\]|\["([^"]+)"\]|\[(\d+)\]/y;
  let position = 1;
  while (path.startsWith('$') && position < path.length) {
    token.lastIndex = position;
    const match = token.exec(path);
    if (!match) break;
    const name = match[1] ?? match[2] ?? match[3];
    steps.push(name ?? Number(match[4]));
    position = token.lastIndex;
  }
  if (!path.startsWith('$') || position < path.length)
    throw new AwsError(
      'ValidationException',
      `Invalid JSON path "${path}": expected $ followed by .name, ['name'] or [0]`,
    );
  return (value) => steps.reduce(member, value);
}

function member(value: unknown, step: Step): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Record<Step, unknown>)[step];
}
