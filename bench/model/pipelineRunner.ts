import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { StepInput, StepOutput } from '../../functions/shared/contracts/step.ts';
import { fileOf, type Pipeline } from '../../functions/shared/pipelines/parsePipeline.ts';
import { extractSql } from '../../functions/shared/sql/extractSql.ts';
import { featureSql } from '../../functions/shared/sql/featureSql.ts';
import { transformSql } from '../../functions/shared/sql/transformSql.ts';
import { runStep } from '../../local-aws/engines/sql/runStep.ts';
import type { StepPort } from '../../local-aws/engines/sql/step/port.ts';
import type { StepDocument } from '../../local-aws/engines/sql/step/stepDocument.ts';

type Output = Pick<StepOutput, 'name' | 'sql' | 'columns' | 'format'> & Partial<StepOutput>;
export type StepResult = Awaited<ReturnType<typeof runStep>>['manifest'];

/** Runs a pipeline's SQL on the laptop's engine, step by step as the night does, with plain files below one folder as its storage. */
export class PipelineRunner {
  readonly folder: string;
  readonly businessDate: string;
  readonly pipeline: Pipeline;

  constructor(pipeline: Pipeline, businessDate: string, folder: string) {
    this.pipeline = pipeline;
    this.businessDate = businessDate;
    this.folder = folder;
  }

  /** The file of an object that a step wrote. */
  path(uri: string): string {
    return uri.startsWith('s3://disk/') ? uri.slice('s3://disk'.length) : join(this.folder, uri.slice('s3://'.length));
  }

  private port(): StepPort {
    const describe = async (uri: string) => {
      const path = this.path(uri);
      const { size } = await stat(path);
      return { uri, path, size, etag: 'none' };
    };
    return {
      resolve: describe,
      publish: async (file, uri) => {
        await mkdir(dirname(this.path(uri)), { recursive: true });
        await copyFile(file, this.path(uri));
        const content = await readFile(file);
        return { size: content.length, etag: createHash('md5').update(content).digest('hex') };
      },
    };
  }

  /** Runs one step. */
  async step(
    name: string,
    inputs: StepInput[],
    views: { name: string; sql: string; keep?: boolean }[],
    outputs: Output[],
  ): Promise<StepResult> {
    const document = {
      version: 1,
      name,
      parameters: { business_date: { type: 'DATE', value: this.businessDate } },
      inputs,
      views,
      outputs: outputs.map((output) => ({
        ...output,
        ...(output.format === 'csv' && { csv: { header: false, delimiter: ',' } }),
        location: `s3://out/${name}/${output.name}/`,
      })),
      manifest: `s3://out/${name}/manifest.json`,
    } as StepDocument;
    const { manifest } = await runStep(document, this.port(), {
      resources: { threads: 2, memoryMiB: 1024 },
      directory: join(this.folder, 'scratch'),
    });
    return manifest;
  }

  input(result: StepResult, name: string, as = name): StepInput {
    const output = result.outputs.find((each) => each.name === name);
    if (output === undefined) throw new RangeError(`no output ${name}`);
    return {
      name: as,
      format: output.format as StepInput['format'],
      files: output.files.map(({ uri }) => uri),
      columns: output.columns,
    };
  }

  /** Extract of one source from files on disk. */
  extract(source: string, files: string[]): Promise<StepResult> {
    const spec = this.pipeline.spec.sources[source];
    if (spec === undefined) throw new RangeError(`no source ${source}`);
    const { inputColumns, rejects, views, typed, quarantine } = extractSql(spec);
    const totals = { rows: 'count(*)', ...spec.totals };
    return this.step(
      `extract-${source}`,
      [
        {
          name: 'landed',
          format: spec.format,
          files: files.map((file) => `s3://disk${file}`),
          columns: inputColumns,
          ...(spec.format === 'csv' && { csv: spec.csv }),
          ...(rejects && { rejects }),
        },
      ],
      views,
      [
        { name: source, ...typed, format: 'parquet', totals },
        { name: `${source}_unreadable`, ...quarantine, format: 'parquet', totals },
      ],
    );
  }

  /** Transform of all tables. */
  transform(extracts: Record<string, StepResult>): Promise<StepResult> {
    const tables = Object.entries(this.pipeline.spec.tables).map(([name, table]) => ({
      name,
      sql: transformSql(name, table, fileOf(this.pipeline, table.sql)),
    }));
    return this.step(
      'transform',
      Object.entries(extracts).map(([source, result]) => this.input(result, source, `raw_${source}`)),
      tables.flatMap(({ name, sql }) => [sql.view, { name, sql: sql.clean.sql }]),
      tables.flatMap(({ name, sql }) => [
        { name, sql: `SELECT * FROM \`${name}\``, columns: sql.clean.columns, format: 'parquet' as const },
        { name: `${name}_quarantined`, ...sql.quarantine, format: 'parquet' as const },
      ]),
    );
  }

  /** Features and split. */
  features(clean: StepResult, name = 'features'): Promise<StepResult> {
    const { views, outputs } = featureSql(this.pipeline.spec, (file) => fileOf(this.pipeline, file));
    return this.step(
      name,
      Object.keys(this.pipeline.spec.tables).map((table) => this.input(clean, table)),
      views,
      outputs,
    );
  }

  /** Everything from landed files to the feature table. */
  async run(
    files: Record<string, string[]>,
  ): Promise<{ extracts: Record<string, StepResult>; clean: StepResult; features: StepResult }> {
    const extracts: Record<string, StepResult> = {};
    for (const [source, landed] of Object.entries(files)) extracts[source] = await this.extract(source, landed);
    const clean = await this.transform(extracts);
    return { extracts, clean, features: await this.features(clean) };
  }
}
