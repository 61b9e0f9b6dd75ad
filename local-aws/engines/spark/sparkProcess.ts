import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { pythonEnvironment } from '../../python/environment.ts';
import { locks } from '../../python/locks.ts';
import { StepError, type StepErrorName } from '../sql/errors.ts';
import type { StepResources } from '../sql/step/resources.ts';
import { findJava } from './java.ts';

export interface SparkProcessOptions {
  script: string;
  arguments: readonly string[];
  resources: StepResources;
  /** Locked Python environments lie below it. */
  pythonRoot: string;
  /** The process's own directory, for Spark's temporary files. */
  directory: string;
  env?: Record<string, string>;
  signal?: AbortSignal;
  onLine?(channel: 'output' | 'error', line: string): void;
}

/** The names that a script's exceptions may carry to the job run; any other is `SqlFailed`. */
const NAMED = /^(?:\w+\.)*([A-Z]\w+): (.*)$/;

/** The Python to run a PySpark script with, and its environment. Throws `SparkRuntimeMissing`. */
export const sparkEnvironment = async (
  options: Pick<SparkProcessOptions, 'resources' | 'pythonRoot' | 'directory' | 'env' | 'onLine'>,
): Promise<{ python: string; env: NodeJS.ProcessEnv }> => {
  const java = await findJava(process.env);
  const { python } = await pythonEnvironment(locks['pyspark-4.1.1'], {
    root: options.pythonRoot,
    ...(options.onLine && { progress: (line: string) => options.onLine?.('output', line) }),
  }).catch((error: unknown) => {
    throw new StepError('SparkRuntimeMissing', error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  });
  const { threads, memoryMiB } = options.resources;
  const submit = [
    `--master local[${threads}]`,
    `--driver-memory ${memoryMiB}m`,
    '--conf spark.ui.enabled=false',
    `--conf spark.sql.shuffle.partitions=${threads * 2}`,
    `--conf spark.local.dir=${options.directory}`,
    `--conf spark.sql.warehouse.dir=${options.directory}/warehouse`,
    '--conf spark.driver.bindAddress=127.0.0.1',
    '--conf spark.driver.host=127.0.0.1',
  ];
  return {
    python,
    env: {
      ...process.env,
      ...options.env,
      PYSPARK_SUBMIT_ARGS: `${submit.join(' ')} pyspark-shell`,
      PYSPARK_PYTHON: python,
      ...(java !== 'java' && { JAVA_HOME: process.env.JAVA_HOME }),
    },
  };
};

/**
 * Runs a PySpark script as a process: PySpark 4.1.1 in a locked environment made once, Java 17, a local master. Throws
 * `SparkRuntimeMissing`, or the script's own failure under its exception's name. An aborted run is killed with all of its processes.
 */
export const runSparkScript = async (options: SparkProcessOptions): Promise<void> => {
  const { python, env } = await sparkEnvironment(options);
  options.signal?.throwIfAborted();
  const child = spawn(python, [options.script, ...options.arguments], {
    cwd: options.directory,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that Java goes with Python.
    detached: true,
  });
  const last: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => options.onLine?.('output', line));
  createInterface({ input: child.stderr }).on('line', (line) => {
    last.push(line);
    if (last.length > 200) last.shift();
    options.onLine?.('error', line);
  });
  const stop = (): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It ended by itself in the meantime.
    }
  };
  options.signal?.addEventListener('abort', stop, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      child.once('error', (error) =>
        reject(new StepError('EngineFailed', `the Spark process could not start: ${error.message}`)),
      );
      child.once('close', (code, killed) => {
        if (options.signal?.aborted) reject(options.signal.reason);
        else if (code === 0) resolve();
        else reject(failureOf(last, killed ?? `exit code ${code}`));
      });
    });
  } finally {
    options.signal?.removeEventListener('abort', stop);
  }
};

/** Python prints the exception last, as `Name: message`. */
const failureOf = (lines: readonly string[], ended: string): StepError => {
  const found = lines.findLast((line) => NAMED.test(line));
  const [, name, message] = NAMED.exec(found ?? '') ?? [];
  if (name === undefined || message === undefined)
    return new StepError('EngineFailed', `the Spark process ended with ${ended}: ${lines.slice(-5).join(' | ')}`);
  return new StepError(name as StepErrorName, message);
};
