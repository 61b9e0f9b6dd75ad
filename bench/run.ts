/**
 * `npm run bench -- <name> [options]`: one file per benchmark in this folder, exporting `run(args)`. What it prints is for people and ends
 * with one line of JSON for programs.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => file.replace(/\.ts$/, ''));

const [name = '', ...args] = process.argv.slice(2);
const file = join(import.meta.dirname, `${name}.ts`);
if (!names.includes(name) || !existsSync(file)) {
  process.stderr.write(`usage: npm run bench -- <name>; there is: ${names.join(', ')}\n`);
  process.exitCode = 2;
} else {
  const benchmark = (await import(file)) as { run(args: readonly string[]): Promise<void> };
  await benchmark.run(args);
}
