import { join } from 'node:path';
import { listPipelines, readPipeline } from '../../functions/shared/pipelines/readPipeline.ts';
import { projectRoot } from '../session/paths.ts';
import { UsageError } from '../usage.ts';

const root = join(projectRoot, 'pipelines');

/** A pipeline's folder, checked; a wrong name or a mistake in the folder is a wrong call. */
export const readPipelineNamed = async (name: string) => {
  const names = await listPipelines(root);
  if (!names.includes(name)) throw new UsageError(`there is no pipeline "${name}"; there are ${names.join(', ')}`);
  try {
    return await readPipeline(join(root, name));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
};
