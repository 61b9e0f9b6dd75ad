import type { Json } from '../json.ts';
import type { Variables } from '../query/scope.ts';

/** Sets the variables, all at once, and gives their texts as the history shows them. */
export function assign(variables: Variables, assigned: Record<string, Json>): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(assigned)) {
    variables.own.set(name, value);
    texts[name] = JSON.stringify(value);
  }
  return texts;
}
