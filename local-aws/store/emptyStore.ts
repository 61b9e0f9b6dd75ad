import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from './database.ts';

/** What is no state: the open database itself, and the Python environments, which take minutes to make. */
const kept = (name: string): boolean => name.startsWith('state.sqlite') || name === 'python';

/** Forgets everything: rows of all tables, and files below the directory. Nobody may hold on to either. */
export const emptyStore = (database: Database, directory: string): void => {
  const tables = database.sqlite
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all()
    .map(({ name }) => String(name));
  database.transaction(() => {
    for (const name of tables) database.sqlite.exec(`DELETE FROM "${name.replaceAll('"', '""')}"`);
  });
  for (const name of readdirSync(directory)) {
    if (!kept(name)) rmSync(join(directory, name), { recursive: true, force: true });
  }
};
