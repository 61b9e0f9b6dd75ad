/** The values of condition keys, by key in small letters. */
export type ContextValues = ReadonlyMap<string, readonly string[]>;

const compiled = new Map<string, RegExp>();

/** `*` and `?` of a pattern matched over the whole text. */
export function matchesPattern(pattern: string, text: string): boolean {
  if (pattern === '*') return true;
  if (!/[*?]/.test(pattern)) return pattern === text;
  return regularExpression(pattern, '').test(text);
}

/** As `matchesPattern`, small and capital letters alike: how actions are compared. */
export function matchesAction(pattern: string, action: string): boolean {
  if (pattern === '*') return true;
  return regularExpression(pattern, 'i').test(action);
}

/** As `matchesPattern`, part by part between the first five colons, as `ArnLike` compares. */
export function matchesArn(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const [wanted, given] = [arnParts(pattern), arnParts(arn)];
  return wanted.length === given.length && wanted.every((part, index) => matchesPattern(part, given[index] ?? ''));
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function regularExpression(pattern: string, flags: string): RegExp {
  const key = `${flags}/${pattern}`;
  const known = compiled.get(key);
  if (known) return known;
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[\\s\\S]*')
    .replaceAll('?', '[\\s\\S]');
  const made = new RegExp(`^${source}$`, flags);
  if (compiled.size > 20_000) compiled.clear();
  compiled.set(key, made);
  return made;
}

/**
 * Puts policy variables in: `${aws:PrincipalTag/team}`, `${aws:username, 'nobody'}`, `${*}`. Undefined when one has no value, as then
 * the statement's element matches nothing.
 */
export function expandVariables(pattern: string, context: ContextValues): string | undefined {
  if (!pattern.includes('${')) return pattern;
  let isComplete = true;
  const expanded = pattern.replaceAll(/\$\{([^}]*)\}/g, (_whole, expression: string) => {
    const [name = '', fallback] = expression.split(',').map((part) => part.trim());
    if (name === '*' || name === '?' || name === '$') return name;
    const value = context.get(name.toLowerCase())?.[0] ?? fallback?.replace(/^'(.*)'$/, '$1');
    if (value === undefined) isComplete = false;
    return value ?? '';
  });
  return isComplete ? expanded : undefined;
}
