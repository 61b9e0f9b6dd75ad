import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { didYouMean } from './nearest.ts';
import { type Pipeline, parsePipeline } from './parsePipeline.ts';
import { PipelineInvalid } from './problem.ts';

const isFolderMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

/** Names of the pipelines below a folder: its subfolders that hold a `pipeline.yml`, sorted. */
export const listPipelines = async (root: string): Promise<string[]> => {
  const entries = await readdir(root, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name === 'pipeline.yml')
    .map((entry) => relative(root, entry.parentPath))
    .filter((folder) => folder !== '' && !folder.includes(sep))
    .sort();
};

/** Text of the files of a pipeline's folder that count: the spec, `sql/` and `quality/`. */
export const readPipelineFiles = async (folder: string): Promise<Map<string, string>> => {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => file === 'pipeline.yml' || /^(sql|quality)\//.test(file))
    .sort();
  const texts = await Promise.all(
    files.map(async (file) => [file, await readFile(join(folder, file), 'utf8')] as const),
  );
  return new Map(texts);
};

/**
 * Reads and checks a pipeline's folder.
 *
 * @param folder such as `pipelines/credit-risk`
 * @throws PipelineInvalid with every mistake
 */
export const readPipeline = async (folder: string): Promise<Pipeline> => {
  const name = basename(resolve(folder));
  try {
    return parsePipeline(name, await readPipelineFiles(folder));
  } catch (error) {
    if (!isFolderMissing(error)) throw error;
    const others = await listPipelines(join(folder, '..')).catch(() => []);
    const hint = didYouMean(name, others);
    throw new PipelineInvalid(
      name,
      [{ file: 'pipeline.yml', path: '', message: `there is no folder ${folder}`, ...(hint ? { hint } : {}) }],
      { cause: error },
    );
  }
};
