import { readdir, readFile } from 'node:fs/promises';

const pageKiB = 4;

/** Resident KiB and parent of a process; undefined when it has gone. */
const readProcess = async (pid: string): Promise<{ pid: number; parent: number; rss: number } | undefined> => {
  try {
    const [stat, statm] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/statm`, 'utf8'),
    ]);
    // The name in brackets may hold anything; the parent is the second field behind it.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    return { pid: Number(pid), parent, rss: Number(statm.split(' ')[1]) * pageKiB };
  } catch {
    // It ended between the listing and the reading.
    return undefined;
  }
};

/** Resident MiB of a process and all that descend from it. Linux; elsewhere only the process itself is known. */
const treeMemory = async (root: number): Promise<number> => {
  if (process.platform !== 'linux') return process.memoryUsage.rss() / 1024 / 1024;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const processes = (await Promise.all(pids.map(readProcess))).filter((found) => found !== undefined);
  const family = new Set([root]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const { pid, parent } of processes) {
      if (!family.has(pid) && family.has(parent)) {
        family.add(pid);
        grown = true;
      }
    }
  }
  return processes.filter(({ pid }) => family.has(pid)).reduce((sum, { rss }) => sum + rss, 0) / 1024;
};

/** Watches the memory of this process and its children until stopped; answers the highest sum seen, in MiB. */
export const watchMemory = (intervalMs = 250): (() => number) => {
  let peak = 0;
  let measuring = false;
  const timer = setInterval(() => {
    if (measuring) return;
    measuring = true;
    void treeMemory(process.pid).then((now) => {
      peak = Math.max(peak, now);
      measuring = false;
    });
  }, intervalMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    return peak;
  };
};
