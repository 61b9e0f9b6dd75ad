import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const PAGE = 4096;

/** Resident bytes of a process group: /proc on Linux, `ps` elsewhere; 0 where neither knows. */
export const groupMemory = (group: number): Promise<number> =>
  process.platform === 'linux' ? Promise.resolve(fromProc(group)) : fromPs(group);

const fromProc = (group: number): number => {
  let pages = 0;
  for (const pid of readdirSync('/proc')) {
    if (pid.charCodeAt(0) > 57 || groupOf(pid) !== group) continue;
    try {
      pages += Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1] ?? 0);
    } catch {
      // It ended between the two looks.
    }
  }
  return pages * PAGE;
};

const groupOf = (pid: string): number | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The program's name, in parentheses, may hold anything; state, parent and group follow it.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
  } catch {
    return undefined;
  }
};

const fromPs = (group: number): Promise<number> =>
  new Promise((resolve) => {
    execFile('ps', ['-axo', 'pgid=,rss='], (error, stdout) => {
      if (error) return resolve(0);
      let kilobytes = 0;
      for (const line of stdout.split('\n')) {
        const [owner, size] = line.trim().split(/\s+/).map(Number);
        if (owner === group) kilobytes += size ?? 0;
      }
      resolve(kilobytes * 1024);
    });
  });
