import type { StackRecord, StackStore } from './stackRecords.ts';
import { invalidTemplate } from './template.ts';

export interface ExportRecord {
  name: string;
  value: string;
  stackId: string;
}

/** Every exported output of stacks that are not deleted, by name. */
export function listExports(store: StackStore): ExportRecord[] {
  return store
    .live()
    .flatMap(({ id, outputs }) =>
      outputs.flatMap(({ exportName, value }) => (exportName ? [{ name: exportName, value, stackId: id }] : [])),
    )
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Throws `ValidationError` when nothing is exported under that name. */
export function exportValue(store: StackStore, name: string): string {
  const found = listExports(store).find((one) => one.name === name);
  if (!found) throw invalidTemplate(`No export named ${name} found.`);
  return found.value;
}

/** Throws `ValidationError` when another stack uses one of the names. */
export function refuseUsedExports(store: StackStore, stack: StackRecord, names: readonly string[]): void {
  for (const other of store.live()) {
    const used = other.id === stack.id ? undefined : other.imports.find((name) => names.includes(name));
    if (used) throw invalidTemplate(`Export ${used} cannot be deleted as it is in use by ${other.name}`);
  }
}
