import { renameSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { StepPort } from '../../local-aws/engines/sql/step/port.ts';

/** One file in, files out into a folder. */
export const filePort = (input: string, folder: string): StepPort => ({
  resolve: (uri) => ({ uri, path: input, size: statSync(input).size, etag: 'bench' }),
  publish: (file, uri) => {
    renameSync(file, join(folder, basename(uri)));
    return Promise.resolve({ size: 0, etag: 'bench' });
  },
});
