import { readFileSync } from 'node:fs';
import type { PipelineSpec } from '../../functions/shared/contracts/pipeline.ts';
import { extractSql } from '../../functions/shared/sql/extractSql.ts';
import { featureSql } from '../../functions/shared/sql/featureSql.ts';
import { transformSql } from '../../functions/shared/sql/transformSql.ts';
import type { Manifest } from '../../local-aws/engines/sql/step/manifest.ts';
import { parseStepDocument, type StepDocument } from '../../local-aws/engines/sql/step/stepDocument.ts';

/** A pipeline's folder, and the files that landed for each of its sources. */
export interface PipelineCase {
  name: string;
  folder: string;
  spec: PipelineSpec;
  businessDate: string;
  /** `s3://` names of what landed, by source. */
  landed: Readonly<Record<string, string[]>>;
}

/** A step of a night, once the manifests of the steps before it are known. */
export interface PipelineStep {
  name: string;
  document(manifests: ReadonlyMap<string, Manifest>): StepDocument;
}

/** The steps of a night that Glue runs before training: an extract for each source, transform, features. The same as the handlers make. */
export const pipelineSteps = (pipeline: PipelineCase): PipelineStep[] => {
  const { spec, folder } = pipeline;
  const fileOf = (path: string) => readFileSync(`${folder}/${path}`, 'utf8');
  const step = (name: string, rest: Pick<StepDocument, 'inputs' | 'views'> & { outputs: object[] }): StepDocument =>
    parseStepDocument({
      version: 1,
      name,
      parameters: { business_date: { type: 'DATE', value: pipeline.businessDate } },
      ...rest,
      outputs: rest.outputs.map((output) => ({
        ...output,
        location: `s3://lake/${name}/${(output as { name: string }).name}/`,
      })),
      manifest: `s3://lake/${name}/manifest.json`,
    });
  const extracts = Object.entries(spec.sources).map(
    ([source, definition]): PipelineStep => ({
      name: `extract-${source}`,
      document: () => {
        const { inputColumns, rejects, views, typed, quarantine } = extractSql(definition);
        const input = {
          name: 'landed',
          format: definition.format,
          files: pipeline.landed[source] ?? [],
          columns: inputColumns,
          ...(definition.format === 'csv' && { csv: definition.csv }),
          ...(rejects && { rejects }),
        };
        const outputs = [
          { name: source, ...typed, format: 'parquet', totals: { rows: 'count(*)', ...definition.totals } },
          { name: `${source}_unreadable`, ...quarantine, format: 'parquet' },
        ];
        return step(`extract-${source}`, { inputs: [input as StepDocument['inputs'][number]], views, outputs });
      },
    }),
  );
  const transform: PipelineStep = {
    name: 'transform',
    document: (manifests) => {
      const tables = Object.entries(spec.tables).map(([name, table]) => ({
        name,
        table,
        sql: transformSql(name, table, fileOf(table.sql)),
      }));
      return step('transform', {
        inputs: Object.keys(spec.sources).map((source) =>
          inputFrom(manifests.get(`extract-${source}`), source, `raw_${source}`),
        ),
        views: tables.flatMap(({ name, sql }) => [sql.view, { name, sql: sql.clean.sql }]),
        outputs: tables.flatMap(({ name, table, sql }) => [
          {
            name,
            ...sql.clean,
            sql: `SELECT * FROM ${name}`,
            format: 'parquet',
            totals: { rows: 'count(*)', ...table.totals },
          },
          { name: `${name}_quarantined`, ...sql.quarantine, format: 'parquet' },
        ]),
      });
    },
  };
  const features: PipelineStep = {
    name: 'features',
    document: (manifests) => {
      const { views, outputs } = featureSql(spec, fileOf);
      return step('features', {
        inputs: Object.keys(spec.tables).map((table) => inputFrom(manifests.get('transform'), table, table)),
        views,
        outputs: outputs.map((output) => ({
          ...output,
          totals: { rows: 'count(*)' },
          ...(output.format === 'csv' && { csv: { header: false, delimiter: ',' }, singleFile: true }),
        })),
      });
    },
  };
  return [...extracts, transform, features];
};

const inputFrom = (manifest: Manifest | undefined, name: string, as: string): StepDocument['inputs'][number] => {
  const output = manifest?.outputs.find((each) => each.name === name);
  if (!output) throw new Error(`no step before left ${name}`);
  return { name: as, format: 'parquet', files: output.files.map(({ uri }) => uri), columns: output.columns };
};
