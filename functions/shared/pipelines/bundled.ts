import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResolvedPipeline } from '../contracts/resolved.ts';
import { NightjarError } from '../errors.ts';
import { hashOf } from '../hash.ts';
import { listPipelines, readPipeline } from './readPipeline.ts';

/** `pipelines/` as it is packaged with the function. */
const root = (): string => join(process.env.LAMBDA_TASK_ROOT ?? process.cwd(), 'pipelines');

/** A deployed pipeline, read and checked; `PipelineNotFound` or `PipelineInvalid` with every mistake else. */
export const bundledPipeline = async (name: string): Promise<ResolvedPipeline> => {
  const folder = join(root(), name);
  try {
    await access(join(folder, 'pipeline.yml'));
  } catch (cause) {
    throw new NightjarError(
      'PipelineNotFound',
      `there is no pipeline ${name}; deployed are: ${(await listPipelines(root())).join(', ')}`,
      { cause },
    );
  }
  try {
    const { spec, files } = await readPipeline(folder);
    const resolved = { spec, files: Object.fromEntries(files) };
    return { ...resolved, hash: hashOf(resolved) };
  } catch (cause) {
    throw new NightjarError('PipelineInvalid', (cause as Error).message, { cause });
  }
};
