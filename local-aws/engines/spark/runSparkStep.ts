import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Manifest } from '../sql/step/manifest.ts';
import type { ResolvedObject, StepPort } from '../sql/step/port.ts';
import { resolveInput } from '../sql/step/readObject.ts';
import type { StepResources } from '../sql/step/resources.ts';
import type { StepDocument } from '../sql/step/stepDocument.ts';
import { runSparkScript } from './sparkProcess.ts';

export interface RunSparkStepOptions {
  /** `glue/run_sql.py`, or a copy of it. */
  script: string;
  resources: StepResources;
  /** Where the run's scratch directory is made. */
  directory: string;
  pythonRoot: string;
  signal?: AbortSignal;
  onLine?(channel: 'output' | 'error', line: string): void;
  /** Runs the step document in that file; without it the script is a process of its own. */
  execute?(stepFile: string): Promise<void>;
}

/**
 * Runs a step document on Spark: the job's own script, on the same document with its objects as files of the local disk. As with DuckDB,
 * objects are asked for and published by the port, with the job's rights, and the manifest comes last. Throws `StepError`.
 */
export const runSparkStep = async (
  step: StepDocument,
  port: StepPort,
  options: RunSparkStepOptions,
): Promise<{ manifest: Manifest }> => {
  mkdirSync(options.directory, { recursive: true });
  const scratch = mkdtempSync(join(options.directory, 'spark-'));
  try {
    const objects: ResolvedObject[][] = [];
    for (const input of step.inputs) objects.push(await resolveInput(port, input));
    const stepFile = join(scratch, 'step.json');
    writeFileSync(stepFile, JSON.stringify(localStep(step, objects, scratch)));
    const asProcess = () =>
      runSparkScript({
        script: options.script,
        arguments: ['--step', stepFile],
        resources: options.resources,
        pythonRoot: options.pythonRoot,
        directory: scratch,
        ...(options.signal && { signal: options.signal }),
        ...(options.onLine && { onLine: options.onLine }),
      });
    await (options.execute?.(stepFile) ?? asProcess());
    options.signal?.throwIfAborted();
    return { manifest: await publish(step, objects, port, scratch) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};

/** Spark tells a file's compression by the ending of its name, which an object's file need not have: so links with the keys' names are read. */
const localStep = (step: StepDocument, objects: readonly ResolvedObject[][], scratch: string): object => ({
  ...step,
  inputs: step.inputs.map(({ versions: _checked, etags: _too, ...input }, at) => {
    const links = (objects[at] ?? []).map(({ path, uri }, index) => {
      const folder = join(scratch, 'in', String(at), String(index));
      mkdirSync(folder, { recursive: true });
      const link = join(folder, basename(uri));
      symlinkSync(path, link);
      return { link, uri };
    });
    return {
      ...input,
      files: links.map(({ link }) => link),
      names: Object.fromEntries(links.map(({ link, uri }) => [link, uri])),
    };
  }),
  outputs: step.outputs.map((output, at) => ({ ...output, location: `${join(scratch, 'out', String(at))}/` })),
  manifest: join(scratch, 'manifest.json'),
});

const publish = async (
  step: StepDocument,
  objects: readonly ResolvedObject[][],
  port: StepPort,
  scratch: string,
): Promise<Manifest> => {
  const file = join(scratch, 'manifest.json');
  const local = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  const manifest: Manifest = {
    ...local,
    inputs: local.inputs.map((input, at) => ({
      ...input,
      files: (objects[at] ?? []).map(({ uri, size, etag, versionId }) => ({
        uri,
        size,
        etag,
        ...(versionId !== undefined && { versionId }),
      })),
    })),
    outputs: [],
  };
  for (const [at, output] of local.outputs.entries()) {
    const location = step.outputs[at]?.location ?? output.location;
    const files: Manifest['outputs'][number]['files'] = [];
    for (const { uri: path, sha256, rows } of output.files) {
      const uri = `${location}${basename(path)}`;
      const published = await port.publish(path, uri);
      files.push({ uri, ...published, ...(sha256 !== undefined && { sha256 }), ...(rows !== undefined && { rows }) });
    }
    manifest.outputs.push({ ...output, location, files });
  }
  writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
  await port.publish(file, step.manifest);
  return manifest;
};
