import type { PipelineSpec } from '../contracts/pipeline.ts';
import { checkFiles } from './checkFiles.ts';
import { checkOnline } from './checkOnline.ts';
import { checkReferences } from './checkReferences.ts';
import { parseSpec } from './parseSpec.ts';
import { PipelineInvalid, type Problem } from './problem.ts';

/** A pipeline's folder, checked as a whole. */
export interface Pipeline {
  spec: PipelineSpec;
  /** Text of the folder's files by path, such as `sql/accounts.sql`. */
  files: ReadonlyMap<string, string>;
}

/** Text of a file of the folder; the checks have shown that every file that the spec names is there. */
export const fileOf = (pipeline: Pipeline, file: string): string => {
  const text = pipeline.files.get(file);
  if (text === undefined) throw new RangeError(`pipeline "${pipeline.spec.name}" has no file ${file}`);
  return text;
};

/**
 * Checks a pipeline's folder: the spec against its schema, what it names against what is there.
 *
 * @param folder the folder's name, which is the pipeline's
 * @param files text of its files by path relative to the folder
 * @throws PipelineInvalid with every mistake, each with file, line, path and a hint
 */
export const parsePipeline = (folder: string, files: ReadonlyMap<string, string>): Pipeline => {
  const text = files.get('pipeline.yml');
  if (text === undefined) {
    throw new PipelineInvalid(folder, [{ file: 'pipeline.yml', path: '', message: 'the file is missing' }]);
  }
  const { spec, problems, lineOf } = parseSpec(text);
  if (spec === undefined) throw new PipelineInvalid(folder, problems);
  const found: Problem[] = checkReferences(spec).map(({ path, message, hint }) => {
    const line = lineOf(path);
    return {
      file: 'pipeline.yml',
      ...(line === undefined ? {} : { line }),
      path: path.join('.'),
      message,
      ...(hint ? { hint } : {}),
    };
  });
  if (spec.name !== folder) {
    found.unshift({
      file: 'pipeline.yml',
      path: 'name',
      message: `"${spec.name}" is not the folder's name, "${folder}"`,
    });
  }
  found.push(...checkFiles(spec, files, lineOf));
  if (found.length === 0) found.push(...checkOnline(spec, files));
  if (found.length > 0) throw new PipelineInvalid(folder, found);
  return { spec, files };
};
