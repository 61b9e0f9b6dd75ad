import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Written last, so that a folder without it is none. */
const COMPLETE = 'complete';

export const isComplete = (folder: string): boolean => existsSync(join(folder, COMPLETE));

/**
 * Makes `folder` once, whoever asks and however many at a time: `build` fills a folder beside it, which is then renamed. Whoever finds
 * another process building waits for it. What `build` throws is thrown, and nothing is left.
 */
export const builtAside = async (folder: string, build: (aside: string) => Promise<void>): Promise<void> => {
  mkdirSync(dirname(folder), { recursive: true });
  while (!isComplete(folder)) {
    const lock = `${folder}.lock`;
    if (!take(lock)) {
      await sleep(100);
      continue;
    }
    const aside = `${folder}.new`;
    try {
      if (isComplete(folder)) return;
      rmSync(aside, { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
      await build(aside);
      writeFileSync(join(aside, COMPLETE), '');
      renameSync(aside, folder);
    } finally {
      rmSync(aside, { recursive: true, force: true });
      rmSync(lock, { force: true });
    }
  }
};

const take = (lock: string): boolean => {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (isAbandoned(lock)) rmSync(lock, { force: true });
    return false;
  }
};

/** Its process is gone, or it never got to write its number. */
const isAbandoned = (lock: string): boolean => {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    if (!pid) return Date.now() - statSync(lock).mtimeMs > 5_000;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
};
