import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What `osls package` leaves in a folder. */
export interface PackageFiles {
  /** The template of the first deployment: the deployment bucket alone. */
  createTemplate: string;
  /** The template itself. */
  template: string;
  /** Key in the deployment bucket → file: the functions' zips, and the assets. */
  uploads: ReadonlyMap<string, string>;
}

interface CodeTemplate {
  Resources: Record<string, { Properties?: { Code?: { S3Key?: string } } }>;
}

/** Reads a package. Rejects when the folder holds none. */
export async function readPackage(directory: string): Promise<PackageFiles> {
  const text = (name: string) => readFile(join(directory, name), 'utf8');
  const template = await text('cloudformation-template-update-stack.json');
  const keys = Object.values((JSON.parse(template) as CodeTemplate).Resources).flatMap(
    ({ Properties }) => Properties?.Code?.S3Key ?? [],
  );
  const assets = JSON.parse(await text('assets.json')) as Record<string, string>;
  const files = [...keys.map((key): [string, string] => [key, key.split('/').at(-1) ?? '']), ...Object.entries(assets)];
  return {
    createTemplate: await text('cloudformation-template-create-stack.json'),
    template,
    uploads: new Map(files.map(([key, file]) => [key, join(directory, file)])),
  };
}
