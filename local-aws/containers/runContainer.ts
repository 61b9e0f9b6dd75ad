import { type ChildProcess, spawn } from 'node:child_process';
import type { Clock } from '../clock.ts';
import { groupMemory } from './groupMemory.ts';
import { LineCutter } from './logLines.ts';

/** Time between SIGTERM and SIGKILL, as SageMaker gives a container, in ms of the clock. */
export const STOP_GRACE_MS = 120_000;
const MEMORY_POLL_MS = 200;

export interface ContainerSpec {
  command: readonly [string, ...string[]];
  /** The whole environment: nothing of the server's own leaks in. */
  env: Readonly<Record<string, string>>;
  /** The process group is killed when it holds more. */
  memoryBytes?: number;
  /** Standard output and standard error by line, control characters as `#ooo`. */
  onLine?(line: string): void;
}

export interface ContainerExit {
  code: number | undefined;
  signal: NodeJS.Signals | undefined;
  /** Why it was killed, where it was this side that did it. */
  killedFor?: 'memory' | 'stop' | 'kill';
  peakMemoryBytes: number;
}

export interface Container {
  pid: number;
  exited: Promise<ContainerExit>;
  /** SIGTERM to the group now, SIGKILL after the grace. */
  stop(): Promise<ContainerExit>;
  /** SIGKILL to the group. */
  kill(): void;
}

/**
 * Starts a container process in a group of its own. Its standard input is a pipe that only this process holds: it ends with us, even after
 * kill -9. While it runs the clock does not skip idle time, unless `idle` says that it only waits for requests.
 */
export const runContainer = (spec: ContainerSpec, clock: Clock, options: { idle?: boolean } = {}): Container => {
  const letGo = options.idle ? () => {} : clock.hold();
  const [command, ...arguments_] = spec.command;
  const child = spawn(command, arguments_, { stdio: ['pipe', 'pipe', 'pipe'], env: spec.env, detached: true });
  const lines = spec.onLine ?? (() => {});
  for (const stream of [child.stdout, child.stderr]) {
    const cutter = new LineCutter(lines);
    stream.on('data', (chunk: Buffer) => cutter.write(chunk)).on('end', () => cutter.end());
  }
  child.stdin.on('error', () => {});
  let killedFor: ContainerExit['killedFor'];
  let peak = 0;
  const signal = (name: NodeJS.Signals) => signalGroup(child, name);
  const poll = setInterval(async () => {
    if (child.pid === undefined) return;
    const used = await groupMemory(child.pid);
    peak = Math.max(peak, used);
    if (spec.memoryBytes === undefined || used <= spec.memoryBytes || killedFor === 'memory') return;
    killedFor = 'memory';
    signal('SIGKILL');
  }, MEMORY_POLL_MS);
  poll.unref();
  let cancelKill = () => {};
  const exited = new Promise<ContainerExit>((resolve) => {
    const finish = (code: number | null, name: NodeJS.Signals | null) => {
      clearInterval(poll);
      cancelKill();
      signal('SIGKILL'); // what the main process left behind of its group
      letGo();
      resolve({
        code: code ?? undefined,
        signal: name ?? undefined,
        ...(killedFor && { killedFor }),
        peakMemoryBytes: peak,
      });
    };
    child.on('error', (error) => {
      lines(`${command}: ${error.message}`);
      finish(127, null);
    });
    // A grandchild may hold the output open after the main process ended; it must not keep the job running.
    child.on('exit', () => setTimeout(() => signal('SIGKILL'), 50).unref());
    child.on('close', finish);
  });
  return {
    pid: child.pid ?? 0,
    exited,
    stop: () => {
      if (killedFor === undefined) {
        killedFor = 'stop';
        signal('SIGTERM');
        cancelKill = clock.schedule(clock.now() + STOP_GRACE_MS, () => signal('SIGKILL'));
      }
      return exited;
    },
    kill: () => {
      killedFor ??= 'kill';
      signal('SIGKILL');
    },
  };
};

const signalGroup = (child: ChildProcess, signal: NodeJS.Signals): void => {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};
