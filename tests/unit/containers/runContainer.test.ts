import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { MovableClock } from '../../../local-aws/clock.ts';
import { type ContainerSpec, runContainer } from '../../../local-aws/containers/runContainer.ts';
import { run } from '../../../local-aws/python/run.ts';

// Processes are real: on a busy machine they take their time.
jest.setTimeout(30_000);

let python: string;

beforeAll(async () => {
  // The interpreter itself: a shim in front of it would be the process that gets the signals.
  python = (await run('python3', ['-c', 'import sys; print(sys.executable)'])).stdout.trim();
});

const container = (script: string, clock = new MovableClock(), spec: Partial<ContainerSpec> = {}) => {
  const lines: string[] = [];
  const running = runContainer(
    {
      command: [python, '-u', '-c', script],
      env: { PATH: '/usr/bin:/bin' },
      onLine: (line) => lines.push(line),
      ...spec,
    },
    clock,
  );
  const said = async (line: string) => {
    while (!lines.includes(line)) await sleep(5);
  };
  return { ...running, lines, said };
};

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    // What was killed but not yet collected by its parent does not run any more.
    return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

test('a container ends with its exit code, its lines in order, and nothing of this environment', async () => {
  process.env.SECRET_OF_THE_SERVER = 'x';
  const running = container('import os, sys\nprint("a")\nprint("SECRET_OF_THE_SERVER" in os.environ)\nsys.exit(3)');

  expect(await running.exited).toMatchObject({ code: 3 });
  expect(running.lines).toEqual(['a', 'False']);
  delete process.env.SECRET_OF_THE_SERVER;
});

test('stopping is SIGTERM to the whole group', async () => {
  const running = container(
    'import signal, subprocess, sys\nc = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])\nprint(c.pid)\nsignal.signal(signal.SIGTERM, lambda *_: (print("stopping"), sys.exit(0)))\nprint("ready")\nc.wait()',
  );
  await running.said('ready');
  const child = Number(running.lines[0]);
  const exit = await running.stop();

  expect(exit).toMatchObject({ killedFor: 'stop' });
  await sleep(50);
  expect(alive(child)).toBe(false);
});

test('what ignores SIGTERM is killed 120 s of the clock later', async () => {
  const clock = new MovableClock();
  const running = container(
    'import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint("ready")\ntime.sleep(600)',
    clock,
  );
  await running.said('ready');
  const stopped = running.stop();
  clock.advance(119_000);
  await sleep(50);
  expect(alive(running.pid)).toBe(true);
  clock.advance(1_000);

  expect(await stopped).toMatchObject({ signal: 'SIGKILL', killedFor: 'stop' });
});

test('a container that holds more than its memory is killed for it', async () => {
  const running = container(
    'x = bytearray(200 << 20)\nprint("full")\nimport time\ntime.sleep(600)',
    new MovableClock(),
    { memoryBytes: 100 << 20 },
  );

  const exit = await running.exited;
  expect(exit).toMatchObject({ killedFor: 'memory' });
  expect(exit.peakMemoryBytes).toBeGreaterThan(100 << 20);
});

test('idle time is not skipped while a container works', async () => {
  const clock = new MovableClock();
  let fired = false;
  clock.schedule(clock.now() + 3_600_000, () => {
    fired = true;
  });
  const running = container('import time\nprint("ready")\ntime.sleep(600)', clock);
  clock.skipIdle(true, 1);
  await running.said('ready');
  await sleep(20);
  expect(fired).toBe(false);
  running.kill();
  await running.exited;
  while (!fired) await sleep(5);
  clock.skipIdle(false);
});

test('a command that is not there ends with 127 and says so', async () => {
  const running = container('', new MovableClock(), { command: ['/nowhere/python'] });

  expect(await running.exited).toMatchObject({ code: 127 });
  expect(running.lines.join()).toMatch(/ENOENT/);
});

test('a container does not outlive a server that is killed', async () => {
  const root = `${import.meta.dirname}/../../..`;
  const server = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { runContainer } from '${root}/local-aws/containers/runContainer.ts';
       import { MovableClock } from '${root}/local-aws/clock.ts';
       const { pid } = runContainer({ command: ['${python}', '-c', 'import sys; sys.path.insert(0, "${root}/local-aws/containers"); from toolkit import lifeline; lifeline.hold(); print("ready", flush=True); import time; time.sleep(600)'], env: {}, onLine: (line) => console.log(pid) }, new MovableClock());`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const pid = await new Promise<number>((resolve) =>
    server.stdout.once('data', (data: Buffer) => resolve(Number(data))),
  );
  expect(alive(pid)).toBe(true);
  server.kill('SIGKILL');
  for (let look = 0; look < 200 && alive(pid); look++) await sleep(10);

  expect(alive(pid)).toBe(false);
});
