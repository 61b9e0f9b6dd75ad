/**
 * `npm run bench -- bundles [--runs N]`: each Lambda bundle's zipped size against 300 KiB, and the time a new Node process takes to load it
 * against an empty handler's. Ends with exit code 1 when a bar is missed.
 */
import { execFile } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { packageProject } from '../local-aws/deploy.ts';
import { CodeStore } from '../local-aws/lambda/codeStore.ts';

const root = join(import.meta.dirname, '..');
const barBytes = 300 * 1024;
const barRatio = 1.5;
const execute = promisify(execFile);

interface Bundle {
  name: string;
  bytes: number;
  /** Path of the handler's module, unpacked. */
  module: string;
  milliseconds: number[];
}

/** Real milliseconds from the start of a process to the end of its loading the module, the SDK of the runtime at hand. */
const loadTime = async (module: string): Promise<number> => {
  const began = performance.now();
  await execute(process.execPath, ['-e', `require(${JSON.stringify(module)}); process.exit(0)`], {
    env: { PATH: process.env.PATH ?? '', AWS_REGION: 'eu-central-1', POWERTOOLS_SERVICE_NAME: 'bench' },
  });
  return performance.now() - began;
};

const least = (values: readonly number[]): number => Math.min(...values);

/** Runs the benchmark. */
export const run = async (args: readonly string[]): Promise<void> => {
  const { values } = parseArgs({ args: [...args], options: { runs: { type: 'string', default: '5' } } });
  const scratch = mkdtempSync(join(tmpdir(), 'nightjar-bundles-'));
  try {
    const folder = await packageProject({ root, stage: 'local', directory: scratch });
    symlinkSync(join(root, 'node_modules'), join(scratch, 'node_modules'));
    const code = new CodeStore(join(scratch, 'unpacked'));
    const bundles: Bundle[] = [];
    for (const file of readdirSync(folder).filter((each) => each.endsWith('.zip'))) {
      const { sha256, size } = await code.store(join(folder, file));
      const module = handlerIn(await code.unpacked(sha256));
      bundles.push({ name: file.replace(/\.zip$/, ''), bytes: size, module, milliseconds: [] });
    }
    const empty: Bundle = { name: 'an empty handler', bytes: 0, module: emptyHandler(scratch), milliseconds: [] };
    // In turns, so that a busy moment of the machine meets all of them; the least of each counts.
    for (let at = 0; at < Number(values.runs); at++)
      for (const each of [empty, ...bundles]) each.milliseconds.push(await loadTime(each.module));
    report(bundles, empty);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};

/** Path of the one handler that a function's package holds. */
const handlerIn = (folder: string): string => {
  const [found] = globSync('functions/*/handler.js', { cwd: folder });
  if (!found) throw new Error(`bundles: ${folder} holds no functions/<name>/handler.js`);
  return join(folder, found);
};

const emptyHandler = (scratch: string): string => {
  const folder = join(scratch, 'unpacked', 'empty');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'handler.js'), 'exports.handler = async () => ({});\n');
  return join(folder, 'handler.js');
};

const report = (bundles: readonly Bundle[], empty: Bundle): void => {
  const floor = least(empty.milliseconds);
  const figures = bundles.map(({ name, bytes, milliseconds }) => ({
    name,
    bytes,
    initMs: Math.round(least(milliseconds)),
    ratio: least(milliseconds) / floor,
  }));
  console.log(`an empty handler loads in ${floor.toFixed(0)} ms, start of the process included\n`);
  for (const { name, bytes, initMs, ratio } of figures)
    console.log(
      `${name.padEnd(24)} ${(bytes / 1024).toFixed(0).padStart(4)} KiB ${(bytes / barBytes).toFixed(2)} of the bar   ${String(initMs).padStart(4)} ms ${ratio.toFixed(2)}×`,
    );
  const largest = Math.max(...figures.map(({ bytes }) => bytes));
  const slowest = Math.max(...figures.map(({ ratio }) => ratio));
  console.log(
    `\nlargest ${(largest / 1024).toFixed(0)} KiB (bar 300), slowest ${slowest.toFixed(2)}× an empty handler (bar ${barRatio})`,
  );
  console.log(JSON.stringify({ benchmark: 'bundles', emptyMs: floor, largest, slowest, bundles: figures }));
  if (largest > barBytes || slowest > barRatio) process.exitCode = 1;
};
