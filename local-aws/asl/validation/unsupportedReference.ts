/** A node of the package's syntax tree, as far as it is looked at here. */
interface Node {
  type?: string;
  value?: unknown;
  steps?: Node[];
  [part: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !(value instanceof RegExp);

/**
 * The service evaluates expressions without a context, so a bare name at the top refers to nothing, as does `$$`. Gives its message
 * about the first such reference. `inCatch`: whether `$states.errorOutput` is there.
 */
export function unsupportedReference(root: unknown, inCatch: boolean): string | undefined {
  return inspect(root, false, inCatch);
}

function inspect(node: unknown, hasContext: boolean, inCatch: boolean): string | undefined {
  if (Array.isArray(node)) return first(node, (item) => inspect(item, hasContext, inCatch));
  if (!isNode(node)) return undefined;
  if (node.type === 'name' && !hasContext) return topLevel(String(node.value));
  if (node.type === 'variable' && node.value === '$') return topLevel('$$');
  if (node.type === 'path' && node.steps) return inspectPath(node.steps, hasContext, inCatch);
  const parts = Object.entries(node).filter(
    ([name]) => name !== 'value' && name !== 'type' && name !== 'ancestor' && name !== 'slots',
  );
  return first(parts, ([name, part]) =>
    inspect(part, hasContext || name === 'predicate' || name === 'stages', inCatch),
  );
}

function inspectPath(steps: readonly Node[], hasContext: boolean, inCatch: boolean): string | undefined {
  const [start, next] = steps;
  if (start?.type === 'variable' && start.value === 'states' && next?.value === 'errorOutput' && !inCatch) {
    return "Reference to '$states.errorOutput' is only supported in the fields of a Catch.";
  }
  return first([...steps.entries()], ([index, step]) => inspect(step, hasContext || index > 0, inCatch));
}

function first<T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return undefined;
}

const topLevel = (name: string): string => `Reference to '${name}' at the top level is not supported.`;
