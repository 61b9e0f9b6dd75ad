/**
 * `npm run bench -- first-run [--keep]`: what a newcomer waits for. Clones this checkout's commit to a temporary folder, runs `npm ci` and
 * `npm start` there, and prints each part's seconds. npm's and pip's own caches are used as they are: run it twice for the warm figure.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '..');
const barSeconds = 120;

/** As a new terminal would have it: nothing of this npm run, nothing that points at this checkout's state. */
const newcomersEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env)
      .filter(([name]) => !/^(npm_|NIGHTJAR_|AWS_|INIT_CWD$|NODE_OPTIONS$)/.test(name))
      .map(([name, value]) => [name, name === 'PATH' ? withoutBinFolders(value ?? '') : value]),
  );

const withoutBinFolders = (path: string): string =>
  path
    .split(':')
    .filter((folder) => !folder.includes('node_modules'))
    .join(':');

/** Seconds that a command took, and what it said on stdout. Rejects with the end of its stderr when it fails. */
const timed = (command: string, args: string[], cwd: string): Promise<{ seconds: number; stdout: string }> =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(command, args, { cwd, env: newcomersEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-4000);
    });
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0
        ? resolve({ seconds: (performance.now() - began) / 1000, stdout })
        : reject(
            new Error(`${command} ${args.join(' ')} ended with exit code ${code}:\n${stderr}${stdout.slice(-2000)}`),
          ),
    );
  });

/** Runs the benchmark; throws when a part fails. */
export const run = async (args: readonly string[]): Promise<void> => {
  const { values } = parseArgs({ args: [...args], options: { keep: { type: 'boolean', default: false } } });
  const scratch = mkdtempSync(join(tmpdir(), 'nightjar-first-run-'));
  const clone = join(scratch, 'nightjar');
  try {
    const git = await timed('git', ['clone', '--quiet', '--no-local', root, clone], scratch);
    console.log(`git clone   ${git.seconds.toFixed(1).padStart(6)} s`);
    const install = await timed('npm', ['ci', '--no-audit', '--no-fund'], clone);
    console.log(`npm ci      ${install.seconds.toFixed(1).padStart(6)} s`);
    const start = await timed('npm', ['start', '--silent', '--', '--json'], clone);
    const night = JSON.parse(start.stdout) as { status: string; decision: string | null; wallSeconds: number };
    console.log(`npm start   ${start.seconds.toFixed(1).padStart(6)} s, of which the night ${night.wallSeconds} s`);
    if (night.decision !== 'promote')
      throw new Error(`the first night ended ${night.status}, decision ${night.decision}`);
    const total = git.seconds + install.seconds + start.seconds;
    const ratio = total / barSeconds;
    console.log(
      `from clone to champion ${total.toFixed(1)} s: ${ratio.toFixed(2)} of the bar of ${barSeconds} s (what npm ci and pip had to download counts)`,
    );
    console.log(
      JSON.stringify({
        benchmark: 'first-run',
        cloneSeconds: git.seconds,
        installSeconds: install.seconds,
        startSeconds: start.seconds,
        nightSeconds: night.wallSeconds,
        total,
        ratio,
      }),
    );
  } finally {
    if (values.keep) console.log(`kept: ${clone}`);
    else rmSync(scratch, { recursive: true, force: true });
  }
};
