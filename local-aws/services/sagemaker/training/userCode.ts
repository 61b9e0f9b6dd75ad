import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpack } from '../../../containers/archive.ts';
import type { EnvironmentOptions, PythonEnvironment } from '../../../python/environment.ts';
import { requirementsLayer } from '../../../python/layer.ts';
import { JobFailure } from '../errors.ts';
import type { JobStorage } from '../jobStorage.ts';
import { parseS3 } from '../s3Address.ts';

/** A value as script mode's hyperparameters carry it: JSON where it parses. */
const parsed = (value: string | undefined): string | undefined => {
  if (value === undefined) return undefined;
  try {
    const json: unknown = JSON.parse(value);
    return typeof json === 'string' ? json : value;
  } catch {
    return value;
  }
};

/** The user's program of a training job, or undefined in algorithm mode. */
export const programOf = (
  hyperparameters: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>>,
): { program: string; directory: string | undefined } | undefined => {
  const program = parsed(hyperparameters.sagemaker_program) ?? environment.SAGEMAKER_PROGRAM;
  const directory = parsed(hyperparameters.sagemaker_submit_directory) ?? environment.SAGEMAKER_SUBMIT_DIRECTORY;
  return program === undefined ? undefined : { program, directory };
};

/** Fetches and unpacks `s3://…/sourcedir.tar.gz` into `folder`. Throws `JobFailure`. */
export const fetchCode = async (address: string, folder: string, storage: JobStorage): Promise<void> => {
  const { bucket, key } = parseS3('sagemaker_submit_directory', address);
  const { path } = await storage.file(bucket, key);
  try {
    await unpack(path, folder);
  } catch (error) {
    throw new JobFailure(`ClientError: ${address} is not a tar archive: ${String(error)}`);
  }
};

/** The environment for code in `folder`: the image's own, or a layer with the code's `requirements.txt`. */
export const environmentFor = (
  folder: string,
  base: PythonEnvironment,
  options: EnvironmentOptions,
): Promise<PythonEnvironment> | PythonEnvironment => {
  const file = join(folder, 'requirements.txt');
  if (!existsSync(file)) return base;
  const requirements = readFileSync(file, 'utf8');
  return /^\s*[^#\s]/m.test(requirements) ? requirementsLayer(base, requirements, options) : base;
};

/** Scripts with `/opt/ml` written into them would look in the wrong place: named, with file and line. */
export const refuseFixedPaths = (folder: string, program: string): void => {
  const file = join(folder, program);
  if (!existsSync(file)) return;
  const lines = readFileSync(file, 'utf8').split('\n');
  const at = lines.findIndex((line) => /['"]\/opt\/ml\b/.test(line) && !/environ|getenv|^\s*#/.test(line));
  if (at >= 0)
    throw new JobFailure(
      `ClientError: ${program} line ${at + 1} has /opt/ml written in it, which a process on the laptop does not have: use the SM_ variables (SM_MODEL_DIR, SM_CHANNEL_TRAIN, …)`,
    );
};
