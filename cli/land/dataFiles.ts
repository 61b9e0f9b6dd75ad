import { readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { parse, stringify } from 'yaml';
import * as z from 'zod';
import { LandingFailed } from './landSource.ts';

const schema = z.strictObject({
  /** The business date that the files are of; without it any night can take them. */
  businessDate: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  /** Files by source, relative to the pipeline's folder. */
  sources: z.record(z.string(), z.array(z.string().min(1)).min(1)),
});

/** Where a pipeline's files are on this machine: `pipelines/<name>/data.yml`, which `nightjar run` lands from on the laptop. */
export type DataFiles = z.infer<typeof schema>;

export const dataFileName = 'data.yml';

const COMMENT = '# What `nightjar run` lands for this pipeline on the laptop. Paths are relative to this folder.\n';

/** The pipeline's files with absolute paths, or undefined where its folder names none. */
export const readDataFiles = async (folder: string): Promise<DataFiles | undefined> => {
  const path = join(folder, dataFileName);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const parsed = schema.safeParse(parse(text));
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new LandingFailed(`${path}: ${issues}`, { cause: parsed.error });
  }
  const sources = Object.entries(parsed.data.sources).map(
    ([source, files]) => [source, files.map((file) => resolve(folder, file))] as const,
  );
  return { ...parsed.data, sources: Object.fromEntries(sources) };
};

/** Remembers where a pipeline's files are. */
export const writeDataFiles = async (folder: string, data: DataFiles): Promise<void> => {
  const sources = Object.entries(data.sources).map(
    ([source, files]) => [source, files.map((file) => relative(folder, resolve(file)).split(sep).join('/'))] as const,
  );
  await writeFile(join(folder, dataFileName), COMMENT + stringify({ ...data, sources: Object.fromEntries(sources) }));
};
