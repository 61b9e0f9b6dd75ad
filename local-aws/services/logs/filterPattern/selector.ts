/** Compiles `$.a.b[0]['c d']`; `[*]` stands for every element. The values it finds, an empty list where there are none. */
export function compileSelector(text: string): (line: unknown) => unknown[] {
  const steps = [...text.matchAll(/\.([A-Za-z0-9_@#-]+)|\[(?:(\d+)|(\*)|'([^']+)'|"([^"]+)")\]/g)].map(
    ([, name, index, every, single, double]) =>
      every ? undefined : index !== undefined ? Number(index) : (name ?? single ?? double ?? ''),
  );
  return (line) => steps.reduce<unknown[]>((values, step) => values.flatMap((value) => follow(value, step)), [line]);
}

function follow(value: unknown, step: string | number | undefined): unknown[] {
  if (step === undefined) return Array.isArray(value) ? value : [];
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return [];
  return [(value as Record<string | number, unknown>)[step]];
}
