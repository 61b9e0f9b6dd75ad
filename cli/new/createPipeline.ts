import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { readPipeline } from '../../functions/shared/pipelines/readPipeline.ts';
import { writeDataFiles } from '../land/dataFiles.ts';
import { type NewPipeline, NewPipelineInvalid } from './pipelineRequest.ts';
import { type Plan, plan } from './plan.ts';
import { profile } from './profile.ts';
import { featuresQuality, recordsQuality } from './qualityFiles.ts';
import { specFile } from './specFile.ts';
import { featuresSql, recordsSql } from './sqlFiles.ts';

export interface CreatedPipeline {
  folder: string;
  plan: Plan;
  /** What somebody should know, in sentences. */
  notes: string[];
}

const exists = async (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

const notesOf = (made: Plan): string[] => [
  `${made.table.rows} rows, ${made.table.columns.length} columns, ${made.features.length} features`,
  `${made.label.note} (${(made.label.share * 100).toFixed(1)} % of the rows)`,
  made.time === undefined
    ? `split by a hash of ${made.group.length > 0 ? `the group (${made.group.map(({ header }) => header).join(', ')})` : 'the id'}`
    : `split by time (${made.time.header})${made.group.length > 0 ? ', each group by its first row' : ''}`,
  ...made.dropped.map(({ column, why }) => `not used: ${column.header}, ${why}`),
];

/**
 * Makes a pipeline's folder from a table that nobody prepared: spec, SQL and quality rules, ready to run and to be edited, and the path
 * of the file so that the laptop can land it.
 *
 * @param root the folder of all pipelines
 * @throws NewPipelineInvalid when the call or the file does not make a pipeline; nothing is written then
 */
export const createPipeline = async (root: string, request: NewPipeline): Promise<CreatedPipeline> => {
  if (!/^[a-z][a-z0-9-]{0,30}[a-z0-9]$/.test(request.name)) {
    throw new NewPipelineInvalid(
      `"${request.name}" is no name for a pipeline: 2 to 32 lower case letters, digits and -, starting with a letter`,
    );
  }
  const folder = join(root, request.name);
  if (await exists(folder)) throw new NewPipelineInvalid(`there is a pipeline "${request.name}" already: ${folder}`);
  if (!(await exists(request.csv))) throw new NewPipelineInvalid(`there is no file ${request.csv}`);
  const made = plan(await profile(resolve(request.csv)), request);
  const files: Record<string, string> = {
    'pipeline.yml': specFile(request.name, made),
    'sql/records.sql': recordsSql(made),
    'sql/features.sql': featuresSql(made),
    'quality/records.dqdl': recordsQuality(made),
    'quality/features.dqdl': featuresQuality(made),
  };
  try {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    }
    await writeDataFiles(folder, { sources: { records: [resolve(request.csv)] } });
    await readPipeline(folder);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return { folder, plan: made, notes: notesOf(made) };
};
