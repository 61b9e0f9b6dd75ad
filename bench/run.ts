/**
 * `npm run bench -- <name> [options]`: one file per benchmark in this folder, exporting `run(args)`. What it prints is for people and ends
 * with one line of JSON for programs. `docs/benchmarks.md` says more about each.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const about: Record<string, string> = {
  bundles: "each Lambda bundle's zipped size, and its load time against an empty handler",
  features: "the Handbook's features: the laptop's engine, bare DuckDB and PySpark",
  'first-run': 'from git clone to the first champion',
  model: "how card-fraud's parameters were chosen, and what they reach on the test week",
  overhead: "where a night's time goes that is not its jobs' own",
  scale: 'a night of a million to ten billion transactions, on paper',
  stepfunctions: 'states and Map items per second beside aws-local-stepfunctions',
  'stepfunctions-million': 'a distributed Map over a CSV file of a million rows',
  training: 'a training job against a plain xgboost script',
};

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => file.replace(/\.ts$/, ''))
  .sort();

const [name = '', ...args] = process.argv.slice(2);
if (names.includes(name)) {
  const benchmark = (await import(join(import.meta.dirname, `${name}.ts`))) as {
    run(args: readonly string[]): Promise<void>;
  };
  await benchmark.run(args);
} else {
  const list = names.map((each) => `  ${each.padEnd(23)}${about[each] ?? ''}`.trimEnd()).join('\n');
  process.stderr.write(`usage: npm run bench -- <name> [options]\n\n${list}\n`);
  process.exitCode = 2;
}
