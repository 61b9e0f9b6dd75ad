const compiled = new Map<string, RegExp>();

/** `StringMatches`: `*` stands for any characters, `\*` for itself. */
export function matchesWildcards(text: string, pattern: string): boolean {
  let expression = compiled.get(pattern);
  if (!expression) {
    const source = pattern.replace(/\\([\s\S])|(\*)|[.+?^${}()|[\]\\]/g, (found, escaped?: string, star?: string) =>
      star ? '[\\s\\S]*' : quoted(escaped ?? found),
    );
    expression = new RegExp(`^${source}$`);
    compiled.set(pattern, expression);
  }
  return expression.test(text);
}

const quoted = (character: string): string => character.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
