import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Area } from './area.ts';

/** The rule language's own page, its headings one level down. */
export const faults: Area = {
  title: 'Injected faults',
  generate: () => {
    const page = readFileSync(join(import.meta.dirname, '..', 'faults', 'README.md'), 'utf8');
    return page.replace(/^# .*\n+/, '').trim();
  },
};
