import type { PipelineSpec } from './contracts/pipeline.ts';
import type { Run } from './contracts/run.ts';
import {
  type Manifest,
  manifest as manifestSchema,
  type StepDocument,
  type StepInput,
  type StepOutput,
} from './contracts/step.ts';
import { NightjarError } from './errors.ts';
import type { GlueRequest } from './jobs/glue.ts';
import { catalogTable, layout } from './layout.ts';
import { readJson, writeJson } from './objects.ts';
import type { StagePlan } from './stage.ts';

/** An output before its place is known: `area` and `table` decide where it goes and which catalog table shows it. */
export interface StepOutputDraft extends Omit<StepOutput, 'location'> {
  area: 'raw' | 'clean' | 'quarantine' | 'features' | 'measures' | 'reports';
  /** Whether a catalog table shows it. */
  catalogued?: boolean;
}

export interface StepDraft {
  /** The stage's name in paths: `extract-customers`. */
  name: string;
  inputs: StepInput[];
  views: StepDocument['views'];
  outputs: StepOutputDraft[];
  reconcile?: GlueRequest['reconcile'];
  control?: NonNullable<GlueRequest['control']>;
  freshness?: NonNullable<GlueRequest['freshness']>;
  /** Beyond `business_date`. */
  parameters?: StepDocument['parameters'];
}

/** A Glue stage: its draft decides the key, the key decides where its outputs go, and the step document is written before the job starts. */
export const planStep = (run: Run, { spec }: { spec: Pick<PipelineSpec, 'compute'> }, draft: StepDraft): StagePlan => {
  const parameters = { business_date: { type: 'DATE', value: run.businessDate }, ...draft.parameters };
  return {
    keyed: { ...draft, parameters },
    request: async (key) => {
      const prefix = layout.stage(run, draft.name, key);
      const document: StepDocument = {
        version: 1,
        name: draft.name,
        parameters,
        inputs: draft.inputs,
        views: draft.views,
        outputs: draft.outputs.map(({ area, catalogued, ...output }) => ({
          ...output,
          location: layout.table(area, run, output.name, key),
        })),
        manifest: `${prefix}manifest.json`,
      };
      await writeJson(`${prefix}step.json`, document);
      const { workerType, workers, timeoutMinutes, flex } = spec.compute;
      return {
        step: `${prefix}step.json`,
        manifest: document.manifest,
        workerType,
        workers,
        timeoutMinutes,
        flex,
        catalog: Object.fromEntries(
          draft.outputs
            .filter(({ catalogued }) => catalogued)
            .map(({ area, name }) => [name, catalogTable(run.pipeline, area, name)]),
        ),
        reconcile: draft.reconcile ?? [],
        ...(draft.control && { control: draft.control }),
        ...(draft.freshness && { freshness: draft.freshness }),
      } satisfies GlueRequest;
    },
  };
};

/** Manifest of a finished stage. */
export const manifestOf = (uri: string): Promise<Manifest> => readJson(uri, manifestSchema);

export const outputOf = (left: Manifest, name: string): Manifest['outputs'][number] => {
  const output = left.outputs.find((candidate) => candidate.name === name);
  if (!output) throw new NightjarError('OutputIncomplete', `step ${left.step} left no output ${name}`);
  return output;
};

/** A finished output as the next step's input, bound to the very files that its manifest lists. */
export const inputFrom = (left: Manifest, name: string, as = name): StepInput => {
  const output = outputOf(left, name);
  return {
    name: as,
    format: output.format as StepInput['format'],
    files: output.files.map(({ uri }) => uri),
    etags: Object.fromEntries(output.files.map(({ uri, etag }) => [uri, etag])),
    columns: output.columns,
  };
};
