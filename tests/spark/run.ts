import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeSampleData } from '../../cli/sample-data/writeSampleData.ts';
import { readPipeline } from '../../functions/shared/pipelines/readPipeline.ts';
import { runSparkStep } from '../../local-aws/engines/spark/runSparkStep.ts';
import { text } from '../../local-aws/engines/sql/duckdb/quote.ts';
import { Session } from '../../local-aws/engines/sql/duckdb/session.ts';
import { runStep } from '../../local-aws/engines/sql/runStep.ts';
import type { Manifest } from '../../local-aws/engines/sql/step/manifest.ts';
import type { StepDocument } from '../../local-aws/engines/sql/step/stepDocument.ts';
import { FolderPort } from '../unit/sql/folderPort.ts';
import { compareOutputs } from './compareOutputs.ts';
import { type PipelineCase, pipelineSteps } from './pipelineSteps.ts';
import { randomSteps } from './randomSteps.ts';
import { SparkSession } from './sparkSession.ts';

/**
 * `npm run test:spark`: every SQL file of every pipeline on DuckDB and on real Spark: the same rows, the same types. Makes its own locked
 * environment with PySpark 4.1 (once; needs Java 17). `--only <word>` runs the cases whose name has it; `--customers <n>` is the size of the sample bank,
 * `--every <n>` takes the Handbook's every n-th customer. Exit code 1 for a difference.
 */
const root = join(import.meta.dirname, '..', '..');
const shared = join(root, '..', 'shared', 'datasets');
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    customers: { type: 'string', default: '100' },
    every: { type: 'string', default: '50' },
  },
});
const work = mkdtempSync(join(tmpdir(), 'nightjar-spark-'));
const resources = { threads: 2, memoryMiB: 3072 };
const spark = await SparkSession.start(resources, work);
let failed = 0;

const onBoth = async (
  name: string,
  ports: readonly [FolderPort, FolderPort],
  step: (side: 0 | 1) => StepDocument,
): Promise<[Manifest, Manifest]> => {
  const started = performance.now();
  const duckdb = await runStep(step(0), ports[0], { resources, directory: join(work, 'duckdb') });
  const between = performance.now();
  const other = await runSparkStep(step(1), ports[1], {
    script: join(root, 'glue', 'run_sql.py'),
    resources,
    directory: join(work, 'spark'),
    pythonRoot: join(root, '.nightjar', 'python'),
    execute: (stepFile) => spark.run(stepFile),
  });
  const differences = await compareOutputs(
    { manifest: duckdb.manifest, path: (uri) => ports[0].path(uri) },
    { manifest: other.manifest, path: (uri) => ports[1].path(uri) },
  );
  if (differences.length > 0) failed++;
  const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(1)} s`;
  const rows = duckdb.manifest.outputs.map((output) => `${output.name} ${output.rows}`).join(', ');
  console.log(
    `${differences.length === 0 ? 'same' : 'DIFFERENT'}  ${name}  (${rows}; DuckDB ${seconds(started, between)}, Spark ${seconds(between, performance.now())})`,
  );
  for (const difference of differences) console.log(`    ${difference}`);
  return [duckdb.manifest, other.manifest];
};

const night = async (pipeline: PipelineCase, ports: readonly [FolderPort, FolderPort]): Promise<void> => {
  const done = [new Map<string, Manifest>(), new Map<string, Manifest>()] as const;
  for (const step of pipelineSteps(pipeline)) {
    const manifests = await onBoth(`${pipeline.name}: ${step.name}`, ports, (side) => step.document(done[side]));
    manifests.forEach((manifest, side) => {
      done[side]?.set(step.name, manifest);
    });
  }
};

const pair = (): [FolderPort, FolderPort] => [new FolderPort(), new FolderPort()];
const wanted = (name: string): boolean => name.includes(values.only);

try {
  for (const { name, step, land } of randomSteps())
    if (wanted(name)) {
      const ports = pair();
      for (const port of ports) land(port);
      await onBoth(name, ports, () => step);
    }
  if (wanted('credit-risk')) {
    const ports = pair();
    const businessDate = '2026-11-22';
    const directory = join(work, 'sample');
    await writeSampleData({ directory, businessDate, customers: Number(values.customers), seed: 7 });
    const folder = join(root, 'pipelines', 'credit-risk');
    const { spec } = await readPipeline(folder);
    const landed = Object.fromEntries(
      Object.keys(spec.sources).map((source) => {
        const from = join(directory, source, `business_date=${businessDate}`);
        const files = readdirSync(from).filter((file) => !file.startsWith('_'));
        return [source, files.map((file) => link(ports, source, join(from, file)))];
      }),
    );
    await night({ name: 'credit-risk', folder, spec, businessDate, landed }, ports);
  }
  if (wanted('card-fraud')) {
    const file = join(shared, 'handbook', 'transactions.csv.gz');
    if (!existsSync(file))
      console.log('skipped  card-fraud: the Handbook data are not there (../shared/datasets/handbook)');
    else {
      const ports = pair();
      const folder = join(root, 'pipelines', 'card-fraud');
      const { spec } = await readPipeline(folder);
      const part = await someCustomers(file, Number(values.every));
      const landed = { transactions: [link(ports, 'transactions', part)] };
      await night({ name: 'card-fraud', folder, spec, businessDate: '2018-08-14', landed }, ports);
    }
  }
  if (wanted('berka')) {
    const berka = join(shared, 'berka');
    if (!existsSync(berka)) console.log('skipped  berka: the data are not there (../shared/datasets/berka)');
    else {
      const ports = pair();
      const folder = join(root, 'tests', 'fixtures', 'berka');
      const { spec } = await readPipeline(folder);
      const files = {
        accounts: 'account.csv',
        clients: 'client.csv',
        dispositions: 'disp.csv',
        loans: 'loan.csv',
        transactions: 'trans_feup_test354.csv',
      };
      const landed = Object.fromEntries(
        Object.entries(files).map(([source, file]) => [source, [link(ports, source, join(berka, file))]]),
      );
      await night({ name: 'berka', folder, spec, businessDate: '1998-12-31', landed }, ports);
    }
  }
} finally {
  await spark.close();
  rmSync(work, { recursive: true, force: true });
}
console.log(failed === 0 ? 'no differences' : `${failed} steps differ`);
process.exitCode = failed === 0 ? 0 : 1;

/** All transactions of every n-th customer, so that the customers' windows are whole. */
async function someCustomers(file: string, every: number): Promise<string> {
  const part = join(work, 'transactions.csv');
  const session = await Session.open({ threads: 2 });
  try {
    await session.run(
      `COPY (SELECT * FROM read_csv(${text(file)}, all_varchar = true, header = true) WHERE CAST(CUSTOMER_ID AS INTEGER) % ${every} = 0) TO ${text(part)} (FORMAT csv, HEADER true)`,
    );
  } finally {
    session.close();
  }
  return part;
}

function link(ports: readonly FolderPort[], source: string, file: string): string {
  const uri = `s3://lake/landing/${source}/${file.split('/').at(-1)}`;
  for (const port of ports) port.link(uri, file);
  return uri;
}
