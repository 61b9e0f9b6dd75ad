import { AwsError } from './errors.ts';

/**
 * Refuses members of a nested structure that have no effect on the laptop: the dispatcher only sees the outermost ones.
 * `where` names the structure, such as `Targets[0]`. Throws an `AwsError` of that code.
 */
export function onlyMembers(value: object | undefined, allowed: readonly string[], where: string, code: string): void {
  for (const [name, member] of Object.entries(value ?? {}))
    if (member !== undefined && !allowed.includes(name))
      throw new AwsError(code, `${where}.${name} is not supported by local-aws; supported: ${allowed.join(', ')}`);
}
