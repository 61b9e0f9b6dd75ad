import { copyFileSync, linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A container's `/opt/ml`, laid out below the laptop's directory. */
export interface JobFolder {
  base: string;
  config: string;
  data: string;
  code: string;
  model: string;
  output: string;
  outputData: string;
  checkpoints: string;
  scratch: string;
}

/** Makes an empty one; what was there is removed. */
export const makeJobFolder = (base: string): JobFolder => {
  rmSync(base, { recursive: true, force: true });
  const folder: JobFolder = {
    base,
    config: join(base, 'input/config'),
    data: join(base, 'input/data'),
    code: join(base, 'code'),
    model: join(base, 'model'),
    output: join(base, 'output'),
    outputData: join(base, 'output/data'),
    checkpoints: join(base, 'checkpoints'),
    scratch: join(base, 'tmp'),
  };
  for (const path of Object.values(folder)) mkdirSync(path, { recursive: true });
  return folder;
};

/** A file of the container's configuration, `input/config/<name>`. */
export const writeConfig = ({ config }: JobFolder, name: string, content: object): void =>
  writeFileSync(join(config, name), JSON.stringify(content));

/** Puts an object's file at a place in the job folder: a hard link where the disk allows it, else a copy. Neither is written to by a job. */
export const placeFile = (source: string, target: string): void => {
  mkdirSync(dirname(target), { recursive: true });
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
  }
};
