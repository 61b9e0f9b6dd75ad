#!/usr/bin/env node
// The `nightjar` command. Runs on the Node that the project brings (node_modules/.bin/node), whatever the machine has: TypeScript is
// run as it stands, which older ones cannot do.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const [major, minor] = process.versions.node.split('.').map(Number);
const able = major > 22 || (major === 22 && minor >= 18);
const own = join(here, '..', 'node_modules', 'node', 'bin', 'node');

if (able) {
  const { main } = await import('./main.ts');
  process.exitCode = await main(process.argv.slice(2));
  // Everything is closed and written by now; a connection that some client keeps open must not keep the command alive.
  setTimeout(() => process.exit(), 1000).unref();
} else if (existsSync(own)) {
  const child = spawn(own, process.argv.slice(1), { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal ? 1 : 0);
  });
} else {
  console.error('nightjar: node_modules/node is missing: run npm ci first');
  process.exitCode = 2;
}
