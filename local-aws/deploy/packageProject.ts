import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DeployFailed } from './deployFailed.ts';

const run = promisify(execFile);

/** What a package is made of: a change of any of these files makes a new one. */
const inputs = [
  'serverless.yml',
  'package-lock.json',
  '{serverless,stages,resources,statemachines,functions,pipelines,reports,glue,sagemaker}/**/*',
];

const hashOf = async (root: string, stage: string): Promise<string> => {
  const paths: string[] = [];
  for (const pattern of inputs) for await (const path of glob(pattern, { cwd: root })) paths.push(path);
  const hash = createHash('sha256').update(`${stage}\0${process.version}`);
  for (const path of paths.sort()) {
    const full = join(root, path);
    if ((await stat(full)).isFile()) hash.update(`${path}\0`).update(await readFile(full));
  }
  return hash.digest('hex').slice(0, 24);
};

/**
 * Packages a service with `osls package`, unless nothing of it has changed since the last time. Answers the package's folder, below
 * `<directory>/packages/`; older packages of the stage are removed.
 */
export const packageProject = async ({
  root,
  stage,
  directory,
}: {
  root: string;
  stage: string;
  directory: string;
}): Promise<string> => {
  const packages = join(directory, 'packages');
  const name = `${stage}-${await hashOf(root, stage)}`;
  const folder = join(packages, name);
  if (existsSync(folder)) return folder;
  const aside = `${folder}.part`;
  await mkdir(packages, { recursive: true });
  await rm(aside, { recursive: true, force: true });
  const cli = join(root, 'node_modules', 'serverless', 'bin', 'serverless.js');
  try {
    await run(process.execPath, [cli, 'package', '--stage', stage, '--package', aside], {
      cwd: root,
      maxBuffer: 1 << 24,
    });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new DeployFailed(`osls package failed:\n${`${stdout}${stderr}`.trim()}`, { cause: error });
  }
  await rename(aside, folder);
  for (const old of await readdir(packages))
    if (old.startsWith(`${stage}-`) && old !== name) await rm(join(packages, old), { recursive: true, force: true });
  return folder;
};
