import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtAside, isComplete } from './builtAside.ts';
import { findPython, type Interpreter } from './findPython.ts';
import { digest, type Lock, readLock } from './locks.ts';
import { PythonRuntimeMissing, runtimeMissing } from './pythonRuntimeMissing.ts';
import { run } from './run.ts';

/** A folder with an interpreter and exactly the locked packages. Nothing is ever installed into it again. */
export interface PythonEnvironment {
  folder: string;
  /** Its interpreter. */
  python: string;
  /** Where its packages lie, for layers above it. */
  sitePackages: string;
}

export interface EnvironmentOptions {
  /** Environments lie below it, one folder for each lock and interpreter. */
  root: string;
  env?: NodeJS.ProcessEnv;
  /** Shown on the screen while an environment is made. */
  progress?: (line: string) => void;
}

const bin = (folder: string): string =>
  process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');

const describe = (folder: string, version: string): PythonEnvironment => ({
  folder,
  python: bin(folder),
  sitePackages:
    process.platform === 'win32'
      ? join(folder, 'Lib', 'site-packages')
      : join(folder, 'lib', `python${version.split('.').slice(0, 2).join('.')}`, 'site-packages'),
});

interface Known {
  folder: string;
  version: string;
  executable: string;
}

/**
 * The environment of a lock, made on the first call: by uv where it is there, else by venv and pip. Later calls need neither network nor
 * a look at the interpreters. Throws `PythonRuntimeMissing`, or an `EnvironmentFailed` that holds the installer's words.
 */
export const pythonEnvironment = async (lock: Lock, options: EnvironmentOptions): Promise<PythonEnvironment> => {
  const env = options.env ?? process.env;
  const text = readLock(lock);
  const note = join(options.root, `${digest(text, env.NIGHTJAR_PYTHON ?? '', process.platform, process.arch)}.json`);
  const known = readKnown(note);
  if (known) return describe(known.folder, known.version);
  const interpreter = await findPython(env);
  const folder = join(options.root, digest(text, interpreter.executable, interpreter.version));
  await builtAside(folder, (aside) => build(aside, lock, interpreter, options));
  mkdirSync(options.root, { recursive: true });
  writeFileSync(note, JSON.stringify({ folder, version: interpreter.version, executable: interpreter.executable }));
  return describe(folder, interpreter.version);
};

const readKnown = (note: string): Known | undefined => {
  if (!existsSync(note)) return undefined;
  const known = JSON.parse(readFileSync(note, 'utf8')) as Known;
  return isComplete(known.folder) && existsSync(known.executable) ? known : undefined;
};

/** An installer failed: no network at the first run, a package that does not match its hash, no room on the disk. */
export class EnvironmentFailed extends Error {
  override readonly name = 'EnvironmentFailed';
}

const build = async (
  folder: string,
  lock: Lock,
  interpreter: Interpreter,
  { env = process.env, progress = () => {} }: EnvironmentOptions,
): Promise<void> => {
  const uv = (await run('uv', ['--version'], { env })).code === 0;
  if (!uv && !interpreter.venv)
    throw runtimeMissing(
      `Python ${interpreter.version} (${interpreter.executable}) without venv`,
      'Install its venv module (Debian and Ubuntu: apt install python3-venv), or uv',
    );
  progress(`Python ${interpreter.version}: installing ${lock.module} ${lock.version} with ${uv ? 'uv' : 'pip'} (once)`);
  const install = async (command: string, arguments_: readonly string[]): Promise<void> => {
    const { code, stdout, stderr } = await run(command, arguments_, { env, onLine: progress });
    if (code === 0) return;
    throw new EnvironmentFailed(
      `Could not make the Python environment ${lock.name}: ${command} ${arguments_[0]} ended with ${code}: ${tail(stderr || stdout)}`,
    );
  };
  if (uv) {
    await install('uv', ['venv', '--quiet', '--python', interpreter.executable, folder]);
    await install('uv', [
      'pip',
      'sync',
      '--quiet',
      '--python',
      bin(folder),
      '--require-hashes',
      ...binaryOnly(lock),
      lock.file,
    ]);
  } else {
    await install(interpreter.executable, ['-m', 'venv', folder]);
    await install(bin(folder), [
      ...['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--progress-bar', 'off', '--no-deps'],
      ...['--require-hashes', ...binaryOnly(lock), '--no-compile', '-r', lock.file],
    ]);
  }
  await prove(folder, lock, env);
};

/** Nothing is built but what comes as source alone. */
const binaryOnly = ({ source = [] }: Lock): string[] => [
  '--only-binary',
  ':all:',
  ...source.flatMap((name) => ['--no-binary', name]),
];

/** Imports the module, which also compiles what every job imports. */
const prove = async (folder: string, { module, version }: Lock, env: NodeJS.ProcessEnv): Promise<void> => {
  const { code, stdout, stderr } = await run(bin(folder), ['-c', `import ${module}; print(${module}.__version__)`], {
    env,
  });
  if (code === 0 && stdout.trim() === version) return;
  const libomp = stderr.includes('libomp') ? ' XGBoost needs libomp.dylib: brew install libomp.' : '';
  throw new PythonRuntimeMissing(
    `${module} ${version} does not import${stdout.trim() ? ` (found ${stdout.trim()})` : ''}: ${tail(stderr)}${libomp}`,
  );
};

const tail = (text: string): string => text.trim().split('\n').slice(-3).join(' / ').slice(-600);
