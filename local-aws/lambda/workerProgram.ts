import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = join(import.meta.dirname, 'worker');

/**
 * Where the runtime's thread starts from: `worker/*.ts` with its types taken off once, below `directory`. Node can run the sources as
 * they are, but loads its type stripper anew in each thread, which doubles the time to the first invocation (60 ms against 30).
 */
export function workerProgram(directory: string): string {
  const names = readdirSync(SOURCES).filter((name) => name.endsWith('.ts'));
  const sources = names.map((name) => readFileSync(join(SOURCES, name), 'utf8'));
  const hash = createHash('sha256').update(sources.join('\0')).digest('hex').slice(0, 16);
  const target = join(directory, hash);
  if (!existsSync(target)) {
    const draft = `${target}.${process.pid}.${Math.trunc(performance.now() * 1000)}`;
    mkdirSync(draft, { recursive: true });
    for (const [index, name] of names.entries()) {
      const program = stripTypes(sources[index] ?? '').replaceAll(/(from '\.\/\w+)\.ts'/g, "$1.mjs'");
      writeFileSync(join(draft, name.replace(/\.ts$/, '.mjs')), program);
    }
    try {
      renameSync(draft, target);
    } catch (error) {
      // Another server has made the same folder in between.
      if (!existsSync(target)) throw error;
    }
  }
  return join(target, 'main.mjs');
}

/** Node's own type stripper, without the warning that it may still change. */
function stripTypes(source: string): string {
  const warn = process.emitWarning;
  process.emitWarning = () => {};
  try {
    return process.getBuiltinModule('node:module').stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = warn;
  }
}
