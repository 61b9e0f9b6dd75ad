import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Findings } from './diagnostic.ts';

/**
 * The names that the states of one scope assign: a machine's, a branch's or an item processor's. AWS: "a variable assigned in an inner
 * scope cannot have the same name as one assigned in an outer scope". The wording of the finding is ours.
 */
export function checkScopes(
  states: JsonObject,
  outer: ReadonlySet<string>,
  { findings, location }: { findings: Findings; location: string },
): ReadonlySet<string> {
  const assigned = new Set<string>();
  for (const [state, fields] of Object.entries(states)) {
    if (!isObject(fields)) continue;
    for (const [place, assign] of assignments(fields)) {
      for (const field of Object.keys(assign)) {
        const name = field.replace(/\.\$$/, '');
        assigned.add(name);
        if (outer.has(name)) {
          findings.schema(
            `Variable '${name}' is assigned in an outer scope, so it cannot be assigned in this one`,
            `${location}/States/${state}${place}/Assign`,
          );
        }
      }
    }
  }
  return assigned;
}

/** Everything in a state that assigns; a catcher's variables are of the state's own scope. */
function assignments(state: JsonObject): [place: string, assign: JsonObject][] {
  const found: [string, Json | undefined][] = [['', state.Assign]];
  for (const field of ['Choices', 'Catch']) {
    const list = state[field];
    for (const [index, each] of (Array.isArray(list) ? list : []).entries())
      if (isObject(each)) found.push([`/${field}[${index}]`, each.Assign]);
  }
  return found.flatMap(([place, assign]): [string, JsonObject][] => (isObject(assign) ? [[place, assign]] : []));
}
