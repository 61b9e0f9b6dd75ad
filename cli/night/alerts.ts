import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { stateDirectory } from '../session/paths.ts';

export interface Delivered {
  path: string;
  text: string;
}

/** Messages of the alert topic that the laptop delivered since a moment (ms of real time), oldest first. */
export const alertsSince = async (since: number): Promise<Delivered[]> => {
  const folder = join(stateDirectory(), 'deliveries');
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const files = await Promise.all(
    names.sort().map(async (name) => {
      const path = join(folder, name);
      const { mtimeMs, isFile } = await stat(path).then((found) => ({
        mtimeMs: found.mtimeMs,
        isFile: found.isFile(),
      }));
      return isFile && mtimeMs >= since ? [{ path, text: await readFile(path, 'utf8') }] : [];
    }),
  );
  return files.flat().filter(({ text }) => text.includes('-alerts'));
};
