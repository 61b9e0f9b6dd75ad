import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const HANDBOOK = join(root, '..', 'shared', 'datasets', 'handbook', 'transactions.csv.gz');

interface Measured {
  /** From the start of the process to its end. */
  seconds: number;
  /** Of the process and its children together, at its highest. */
  peakMiB: number;
}

/**
 * `npm run bench -- features [--runs N] [--no-spark]`: the Handbook's features of 1.75 million card transactions, gzip CSV to Parquet, each way in a process of
 * its own, start included: the laptop's engine on Spark SQL, DuckDB bare in its own dialect, and PySpark local[2]. Prints the ratios and
 * their bars.
 */
export const run = async (args: readonly string[]): Promise<void> => {
  if (!existsSync(HANDBOOK)) throw new Error('features: the Handbook data are not there (../shared/datasets/handbook)');
  const runs = Number(args[args.indexOf('--runs') + 1] ?? Number.NaN) || 3;
  const work = mkdtempSync(join(tmpdir(), 'nightjar-features-'));
  try {
    const engine: Measured[] = [];
    const bare: Measured[] = [];
    const spark: Measured[] = [];
    // Alternating, so that a busy moment of the machine meets all of them.
    for (let at = 0; at < runs; at++) {
      engine.push(await measure(process.execPath, [script('engine.ts'), HANDBOOK, work]));
      bare.push(await measure(process.execPath, [script('bare.ts'), HANDBOOK, work]));
    }
    if (!args.includes('--no-spark')) spark.push(await measure(process.execPath, [script('spark.ts'), HANDBOOK, work]));
    report(median(engine), median(bare), spark[0]);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};

const script = (name: string): string => join(import.meta.dirname, 'features', name);

const report = (engine: Measured, bare: Measured, spark: Measured | undefined): void => {
  const line = (name: string, { seconds, peakMiB }: Measured) =>
    console.log(`${name.padEnd(28)} ${seconds.toFixed(2).padStart(7)} s ${peakMiB.toFixed(0).padStart(6)} MiB`);
  line("the laptop's engine", engine);
  line('DuckDB, its own dialect', bare);
  if (spark) line('PySpark local[2]', spark);
  const ratios = {
    engineToBare: engine.seconds / bare.seconds,
    ...(spark && { sparkToEngine: spark.seconds / engine.seconds, memoryToSpark: engine.peakMiB / spark.peakMiB }),
  };
  console.log(`engine / bare DuckDB: ${ratios.engineToBare.toFixed(2)} (bar: at most 1.2)`);
  if (ratios.sparkToEngine !== undefined && ratios.memoryToSpark !== undefined) {
    console.log(`Spark / engine: ${ratios.sparkToEngine.toFixed(1)} times (bar: at least 7)`);
    console.log(`engine's memory / Spark's: ${ratios.memoryToSpark.toFixed(2)} (bar: at most 0.25)`);
  }
  console.log(JSON.stringify({ bench: 'features', engine, bare, spark, ratios }));
};

const median = (all: readonly Measured[]): Measured => {
  const middle = (of: (one: Measured) => number) => all.map(of).sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
  return { seconds: middle(({ seconds }) => seconds), peakMiB: middle(({ peakMiB }) => peakMiB) };
};

/** Runs a program to its end; memory is the resident set of its whole family, looked at ten times a second. */
const measure = async (command: string, args: readonly string[]): Promise<Measured> => {
  const started = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors = (errors + String(chunk)).slice(-2000);
  });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, familyMiB(child.pid ?? 0));
  }, 100);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}: ${errors}`);
  return { seconds: (performance.now() - started) / 1000, peakMiB: peak };
};

/** Resident memory of a process and all below it (Linux). */
const familyMiB = (pid: number): number => {
  let pages = 0;
  const queue = [pid];
  for (let next = queue.pop(); next !== undefined; next = queue.pop())
    try {
      pages += Number(readFileSync(`/proc/${next}/statm`, 'utf8').split(' ')[1] ?? 0);
      for (const thread of readdirSync(`/proc/${next}/task`))
        queue.push(
          ...readFileSync(`/proc/${next}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
        );
    } catch {
      // It has just ended.
    }
  return (pages * 4096) / 2 ** 20;
};
