import { references } from './references.ts';
import { invalidTemplate, type Template } from './template.ts';

/** For each resource that the conditions keep: the resources it needs first. Throws `ValidationError` for cycles and unknown names. */
export function dependencies(template: Template, condition: (name: string) => boolean): Map<string, Set<string>> {
  const kept = Object.entries(template.Resources).filter(([, { Condition }]) => !Condition || condition(Condition));
  const names = new Set(kept.map(([name]) => name));
  const graph = new Map<string, Set<string>>();
  for (const [name, resource] of kept) {
    const needed = new Set<string>();
    for (const { name: other } of references(resource.Properties ?? null, condition)) {
      if (names.has(other) && other !== name) needed.add(other);
      else if (other in template.Resources && !names.has(other)) {
        throw invalidTemplate(
          `Template format error: Unresolved resource dependencies [${other}] in the Resources block of the template`,
        );
      }
    }
    for (const other of [resource.DependsOn ?? []].flat()) {
      if (!(other in template.Resources)) {
        throw invalidTemplate(
          `Template format error: Unresolved resource dependencies [${other}] in the Resources block of the template`,
        );
      }
      if (names.has(other)) needed.add(other);
    }
    graph.set(name, needed);
  }
  refuseCycles(graph);
  return graph;
}

function refuseCycles(graph: Map<string, Set<string>>): void {
  const left = new Map([...graph].map(([name, needed]) => [name, new Set(needed)]));
  for (;;) {
    const free = [...left].filter(([, needed]) => needed.size === 0).map(([name]) => name);
    if (free.length === 0) break;
    for (const name of free) left.delete(name);
    for (const needed of left.values()) for (const name of free) needed.delete(name);
  }
  // What merely depends on the cycle is taken off from the other end, so that the message names the cycle alone.
  for (;;) {
    const needed = new Set([...left.values()].flatMap((names) => [...names]));
    const loose = [...left.keys()].filter((name) => !needed.has(name));
    if (loose.length === 0) break;
    for (const name of loose) left.delete(name);
  }
  if (left.size > 0) throw invalidTemplate(`Circular dependency between resources: [${[...left.keys()].join(', ')}]`);
}
