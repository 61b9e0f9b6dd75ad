import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { supportPage } from './page.ts';

/** `npm run support` */
writeFileSync(join(import.meta.dirname, '..', 'SUPPORT.md'), await supportPage());
