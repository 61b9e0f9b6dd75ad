import type { PipelineSpec } from '../contracts/pipeline.ts';
import { onlineDefinition } from '../online/definition.ts';
import { compileVector } from '../online/vector.ts';
import type { Problem } from './problem.ts';

/** Whether an online pipeline's SQL can be computed online, and its names lead somewhere. */
export const checkOnline = (spec: PipelineSpec, files: ReadonlyMap<string, string>): Problem[] => {
  if (!spec.online) return [];
  try {
    compileVector(onlineDefinition(spec, (file) => files.get(file) ?? ''));
    return [];
  } catch (error) {
    return [{ file: 'pipeline.yml', path: 'online', message: (error as Error).message }];
  }
};
