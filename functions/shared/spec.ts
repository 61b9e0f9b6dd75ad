import { type ResolvedPipeline, resolvedPipeline } from './contracts/resolved.ts';
import type { Run } from './contracts/run.ts';
import { NightjarError } from './errors.ts';
import { readJson } from './objects.ts';

/** The pipeline as this run began with it: a deployment in the middle of the night changes nothing for it. */
export const specOf = (run: Pick<Run, 'prefix'>): Promise<ResolvedPipeline> =>
  readJson(`${run.prefix}spec.json`, resolvedPipeline);

/** Text of a file that the spec names. */
export const fileOf = (pipeline: ResolvedPipeline, path: string): string => {
  const text = pipeline.files[path];
  if (text === undefined)
    throw new NightjarError(
      'PipelineInvalid',
      `pipelines/${pipeline.spec.name}/${path} is named by the spec but is not in the run's record`,
    );
  return text;
};
