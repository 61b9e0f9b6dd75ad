import { isObject, type Json } from '../json.ts';

const reserved = new Set(['states']);

/** Variables that each state refers to, by the state's name: what DescribeStateMachine gives as `variableReferences`. */
export function variableReferences(definition: string): Record<string, string[]> {
  const references: Record<string, string[]> = {};
  visit(JSON.parse(definition) as Json, references, 'JSONPath');
  return references;
}

function visit(block: Json | undefined, references: Record<string, string[]>, inherited: string): void {
  if (!isObject(block) || !isObject(block.States)) return;
  const language = String(block.QueryLanguage ?? inherited);
  for (const [name, state] of Object.entries(block.States)) {
    if (!isObject(state)) continue;
    const { Branches, ItemProcessor, Iterator: legacy, ...own } = state;
    const found = new Set<string>();
    collect(own, String(state.QueryLanguage ?? language) === 'JSONata', found);
    if (found.size > 0) references[name] = [...found].sort();
    for (const inner of [...(Array.isArray(Branches) ? Branches : []), ItemProcessor, legacy])
      visit(inner, references, language);
  }
}

function collect(value: Json, jsonata: boolean, found: Set<string>, key = ''): void {
  if (typeof value === 'string') {
    const queried = jsonata ? value.startsWith('{%') : key.endsWith('.$') || key.endsWith('Path') || key === 'Variable';
    if (!queried) return;
    const assignedHere = new Set([...value.matchAll(/\$(\w+)\s*:=/g)].map((match) => match[1]));
    // A name before a parenthesis is a function; `$$` and `$.` are no variables.
    for (const [, name = ''] of value.matchAll(/(?<![\w$])\$([A-Za-z_]\w*)(?!\s*\()/g)) {
      if (!reserved.has(name) && !assignedHere.has(name)) found.add(name);
    }
  } else if (Array.isArray(value)) for (const item of value) collect(item, jsonata, found, key);
  else if (isObject(value)) for (const [name, member] of Object.entries(value)) collect(member, jsonata, found, name);
}
